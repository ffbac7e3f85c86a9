// The files that every new workspace begins with, whatever it automates first.

import type { Answers } from './answers.js';

export type Files = Readonly<Record<string, string>>;

/** A text as YAML and JSON both read it. */
export const quoted = (text: string) => JSON.stringify(text);

export function sharedFiles({ company, email, address, timeZone, currency }: Answers): Files {
  return {
    'workspace.yaml': `# The company that this workspace belongs to. One file, one thing: the first key of every file says what it is.
workspace: ${quoted(company)}
# Days and hours that name no zone of their own are meant in this one.
time_zone: ${timeZone}
# Amounts without a currency are in this one.
currency: ${currency}
# Who e-mail is from. The address stands below every marketing mail.
sender: { name: ${quoted(company)}, email: ${quoted(email)}, address: ${quoted(address)} }
`,
    'tracking-plan/person.yaml': `# What may be said of a person (by \`identify\`), or set by a workflow.
plan: person
properties:
  lifecycle: { type: string, one_of: [lead, customer, dormant], about: Written by workflows }
`,
    'emails/partials/layout.hbs': `<!doctype html>
<html lang="en">
  <body style="margin:0;font-family:sans-serif;line-height:1.5">
    <div style="max-width:560px;margin:32px auto">{{> @partial-block}}</div>
    <p style="max-width:560px;margin:0 auto 32px;font-size:12px;color:#667085">
      {{workspace.name}} · {{workspace.address}}
      {{#if unsubscribe_url}}<br /><a href="{{unsubscribe_url}}">Unsubscribe</a>{{/if}}
    </p>
  </body>
</html>
`,
  };
}

/** What a preview of an e-mail is filled with. */
export function sample({ company, address }: Answers, more: Readonly<Record<string, object>> = {}): string {
  const person = { name: 'Ana Torres', email: 'ana@acme.test' };
  return `${JSON.stringify({ person, ...more, workspace: { name: company, address } }, null, 2)}\n`;
}
