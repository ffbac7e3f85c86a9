// Whether an address is somebody's private one: its domain says nothing about a company then.

import { getDomain } from 'tldts';

/**
 * Mail anyone can have, by registrable domain: the big providers of each region, their national domains, the large internet
 * providers' mail, and the best-known throw-away ones. A domain that is not here is taken for a company's own.
 */
const freeMailDomains: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.co.in yahoo.in yahoo.com.au
  yahoo.com.br yahoo.com.mx yahoo.com.ar yahoo.co.jp yahoo.co.id yahoo.com.sg yahoo.com.hk yahoo.com.tw yahoo.ie yahoo.se yahoo.gr yahoo.pl myyahoo.com
  hotmail.com outlook.com live.com msn.com passport.com windowslive.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.ca hotmail.nl
  hotmail.be hotmail.se hotmail.com.br hotmail.com.au live.co.uk live.fr live.de live.nl live.it live.ca live.be live.se live.dk live.no live.com.au
  outlook.fr outlook.de outlook.es outlook.it outlook.com.br outlook.com.au outlook.in outlook.jp outlook.ie outlook.dk outlook.pt
  icloud.com me.com mac.com
  aol.com aim.com aol.co.uk aol.de aol.fr
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me
  fastmail.com fastmail.fm hey.com hushmail.com zoho.com zohomail.com zohomail.eu mail.com email.com usa.com europe.com post.com
  runbox.com mailfence.com disroot.org riseup.net posteo.de posteo.net mailbox.org duck.com inbox.com lycos.com gmx.com gmx.us
  gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de arcor.de online.de email.de 1und1.de
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr
  libero.it virgilio.it tiscali.it alice.it tin.it
  terra.com.br uol.com.br bol.com.br ig.com.br
  btinternet.com virginmedia.com ntlworld.com sky.com talktalk.net blueyonder.co.uk
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net frontier.com
  rogers.com shaw.ca sympatico.ca telus.net bigpond.com optusnet.com.au xtra.co.nz
  ziggo.nl kpnmail.nl planet.nl home.nl telenet.be skynet.be bluewin.ch telia.com hetnet.nl
  seznam.cz centrum.cz email.cz wp.pl o2.pl onet.pl interia.pl op.pl abv.bg inbox.lv
  mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com
  naver.com daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com
  mailinator.com guerrillamail.com 10minutemail.com yopmail.com temp-mail.org sharklasers.com trashmail.com getnada.com maildrop.cc dispostable.com
  `
    .trim()
    .split(/\s+/),
);

/** For a host (`mail.yahoo.co.uk`) or a registrable domain, in any case. */
export function isFreeMail(domain: string): boolean {
  let isFree = isKnownFree.get(domain);
  if (isFree === undefined) {
    isFree = isFreeHost(domain.trim().toLowerCase());
    if (isKnownFree.size >= mostKnown) isKnownFree.clear();
    isKnownFree.set(domain, isFree);
  }
  return isFree;
}

function isFreeHost(folded: string): boolean {
  return freeMailDomains.has(folded) || freeMailDomains.has(registrable(folded) ?? '');
}

/** The registrable domain of an address or a host (`ana@mail.acme.co.uk` → `acme.co.uk`); undefined when it has none. */
export function domainOf(email: string): string | undefined {
  if (email.length > 512) return undefined;
  return registrable(
    email
      .slice(email.lastIndexOf('@') + 1)
      .trim()
      .toLowerCase(),
  );
}

/** The public suffix list is long to go through, and the same few hosts come all day. Emptied when full. */
const known = new Map<string, string | undefined>();
const isKnownFree = new Map<string, boolean>();
const mostKnown = 10_000;

function registrable(host: string): string | undefined {
  if (known.has(host)) return known.get(host);
  const domain = host === '' || /[\s@]/.test(host) ? undefined : (getDomain(host) ?? undefined);
  if (known.size >= mostKnown) known.clear();
  known.set(host, domain);
  return domain;
}
