// E429: what looks like a secret of a vendor, anywhere in a workspace: it is kept in git and shown to many. Connections have an error
// of their own (E211); this looks at every line of every file by the forms that vendors give their keys.

import type { Problem } from '../place.js';
import type { SourceFile } from '../source-file.js';

/** Forms as the vendors document them for secret scanning; a word is enough context, a length keeps names out. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['a secret key of Stripe', /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ['a signing secret of a webhook', /\bwhsec_[A-Za-z0-9+/=]{20,}/],
  ['a token of Slack', /\bxox[abeprs]-[A-Za-z0-9-]{10,}/],
  ['an access token of HubSpot', /\bpat-(?:na|eu|ap)\d-[0-9a-f]{8}-[0-9a-f-]{20,}/],
  ['a key of SendGrid', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,})/],
  ['an API key of Google', /\bAIza[0-9A-Za-z_-]{35}/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['an address with a password', /\b[a-z][a-z0-9+]*:\/\/[^\s/:@'"{}$]+:[^\s/:@'"{}$]+@/],
];
const anything = new RegExp(forms.map(([, form]) => `(?:${form.source})`).join('|'));

export function secretsInClear(files: readonly SourceFile[]): readonly Problem[] {
  return files.flatMap((file) => (anything.test(file.text) ? inFile(file) : []));
}

function inFile({ path, text }: SourceFile): readonly Problem[] {
  return text.split(/\r?\n/).flatMap((line, index): readonly Problem[] => {
    const found = forms.flatMap(([what, form]) => {
      const at = line.search(form);
      return at < 0 ? [] : [{ what, at }];
    });
    const [first] = found.toSorted((one, other) => one.at - other.at);
    if (first === undefined) return [];
    return [
      {
        code: 'E429',
        severity: 'warning',
        message: `this looks like ${first.what}`,
        place: { file: path, line: index + 1, column: first.at + 1, length: 4 },
        hint: 'write ${env.NAME} in connections.yaml and replace the secret: it is known already',
        isSecret: true,
      },
    ];
  });
}
