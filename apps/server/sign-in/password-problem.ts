// What is wrong with a password, or null: too short, or what everybody tries first, also dressed up (P@ssw0rd!2024).
// Length and a list of common ones, no rules about kinds of characters: NIST SP 800-63B, 3.1.1.2.

import { dictionary } from '@zxcvbn-ts/language-common';

const breached = new Set<string>(dictionary['passwords-common'].map(String));

const shortest = 12;
const longest = 200;

/** Stems of the passwords that lead every list of breached ones; digits and signs around them do not help. */
const common = new Set(
  `password passwort passw admin administrator welcome letmein letmeinnow iloveyou iloveu sunshine princess football baseball basketball superman batman
spiderman pokemon starwars dragon monkey shadow master michael jordan jennifer jessica ashley daniel charlie thomas computer internet whatever
trustno trustnoone freedom secret secretpassword mypassword newpassword changeme changemenow default guest login qwerty qwertyui qwertyuiop
qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm asdfgh asdfghjkl zxcvbn zxcvbnm azerty azertyuiop qazwsx qazwsxedc qazwsxedcrfv qweasd qweasdzxc abc abcd
abcdef abcdefg abcdefgh abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz aabbcc google facebook linkedin twitter samsung microsoft windows summer
winter spring autumn january december monday friday hello helloworld hellohello lovely loveme lovelove babygirl passwordpassword adminadmin testtest
test testing testpassword temp temporary root toor server database oracle postgres correcthorsebatterystaple millrace salesforce hubspot demo demodemo`.split(
    /\s+/,
  ),
);

/** @param about what the password must not be made of: the address, the name */
export function passwordProblem(password: string, about: readonly string[] = []): string | null {
  if (password.length < shortest) return `a password has at least ${shortest} characters; a few words make a good one`;
  if (password.length > longest) return `a password has at most ${longest} characters`;
  const plain = undress(password);
  if (plain === '' && (new Set(password).size < 6 || isRow(password))) return 'this password is one of the first that are tried';
  if (isBreached(password, plain)) return 'this password is one of the first that are tried';
  if (new Set(password).size < 4 || common.has(plain) || common.has(repeated(plain)))
    return 'this password is one of the first that are tried';
  const own = about.flatMap((text) => [undress(text), undress(text.split('@')[0]!)]).filter((text) => text.length > 3);
  return own.includes(plain) ? 'a password is not your name or address' : null;
}

/** As it is, or but for a short word's dress: what remains of a random one by chance is no word. */
function isBreached(password: string, plain: string): boolean {
  return breached.has(password.toLowerCase()) || (plain.length >= 6 && (breached.has(plain) || breached.has(repeated(plain))));
}

const signs: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', '1': 'i', '!': 'i', $: 's', '5': 's', '7': 't' };

/** In small letters, without what is put before and behind, with letters where signs stand for them. */
function undress(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/^[^a-z]+|[^a-z]+$/g, '')
    .replaceAll(/[@430!1$57]/g, (sign) => signs[sign]!)
    .replaceAll(/[^a-z]/g, '');
}

function repeated(text: string): string {
  return /^(.{3,}?)\1+$/.exec(text)?.[1] ?? text;
}

/** 123456789012, 987654321098: each digit one further than the last. */
function isRow(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  const steps = new Set(
    digits
      .split('')
      .slice(1)
      .map((digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10),
  );
  return digits.length > 1 && steps.size <= 1;
}
