// The text part of a mail that has only html: its words, its links with their addresses, its lists. One pass, whatever comes in.

const silent = new Set(['head', 'style', 'script', 'title', 'template']);
const blocks = new Set(
  'address article aside blockquote center div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr main ol p pre section table tr ul'.split(
    ' ',
  ),
);
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '·',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  copy: '©',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  bull: '•',
};

/** Blocks are parted by an empty line; `<a href="x">y</a>` becomes `y (x)`; pictures say their alt text. */
export function textOfHtml(html: string): string {
  let text = '';
  let silence: string | null = null;
  const links: { readonly href: string; readonly from: number }[] = [];
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    const end = open < 0 ? html.length : open;
    if (silence === null) text += decode(html.slice(at, end)).replace(/\s+/g, ' ');
    if (open < 0) break;
    at = endOfTag(html, open);
    const tag = html.slice(open, at);
    const [, slash = '', given = ''] = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(tag) ?? [];
    const name = given.toLowerCase();
    if (silence !== null) {
      if (slash !== '' && name === silence) silence = null;
    } else if (slash === '' && silent.has(name)) silence = name;
    else if (name === 'br') text += '\n';
    else if (name === 'li' && slash === '') text += '\n- ';
    else if (name === 'img') text += attribute(tag, 'alt');
    else if (name === 'td' || name === 'th') text += slash === '' ? '' : ' ';
    else if (name === 'a' && slash === '') links.push({ href: attribute(tag, 'href'), from: text.length });
    else if (name === 'a') {
      const link = links.pop();
      if (link !== undefined && link.href !== '' && text.slice(link.from).trim() !== link.href.replace(/^mailto:/, ''))
        text = `${text.trimEnd()} (${link.href})`;
    } else if (blocks.has(name)) text += '\n\n';
  }
  return text
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Behind the tag or comment that begins there; a `>` inside quotes does not end it. */
function endOfTag(html: string, from: number): number {
  if (html.startsWith('<!--', from)) {
    const end = html.indexOf('-->', from);
    return end < 0 ? html.length : end + 3;
  }
  if (!/[a-zA-Z/!?]/.test(html[from + 1] ?? '')) return from + 1;
  let quote = '';
  for (let at = from + 1; at < html.length; at += 1) {
    const character = html[at]!;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return html.length;
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return decode(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name: string | undefined) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\uFFFD';
  });
}
