// What `millrace check` says of emails: each is rendered with its sample, by the code that renders what is sent.

import type { Place } from '#libs/language/place.js';
import type { Value } from '#libs/language/value.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { EmailProblem, type EmailPart } from './compiled-email.js';
import { renderEmail } from './render-email.js';

export interface EmailFinding {
  /** The file that has to be changed; its first line where the template does not say which. */
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

const envelope = {
  to: 'ana@acme.test',
  messageId: '<check@millrace.test>',
  unsubscribeUrl: 'https://millrace.test/u/check',
};

/** All problems of all emails, in the order of the workspace; empty: every email can be sent. */
export function checkEmails(workspace: Workspace): readonly EmailFinding[] {
  return [...workspace.emails.values()].flatMap((email) => checkEmail(email, workspace));
}

function checkEmail(email: EmailDefinition, workspace: Workspace): EmailFinding[] {
  try {
    const { letter, missing } = renderEmail(email, workspace, email.sample as Readonly<Record<string, Value>>, envelope);
    const findings = missing.map(({ part, path }) => ({
      place: placeOf(email, part),
      message: `the ${part} says {{${path}}}, which its sample has not`,
      hint: `add it to emails/${email.name}/sample.json, correct its name, or write {{default ${path} "…"}}`,
    }));
    if (letter.subject === '')
      findings.push({ place: placeOf(email, 'subject'), message: 'the subject is empty when rendered', hint: 'give it words' });
    if (email.kind === 'marketing' && workspace.sender.address === undefined)
      findings.push({
        place: email.place,
        message: 'a marketing email needs the postal address of its sender',
        hint: 'add address: under sender: in workspace.yaml',
      });
    return distinct(findings);
  } catch (error) {
    if (!(error instanceof EmailProblem)) throw error;
    const hint =
      'what templates may use: {{a.b}}, {{default}}, {{date}}, {{money}}, {{#if}}, {{#unless}}, {{#each}}, {{#with}}, {{> partial}}';
    return [{ place: placeOf(email, error.part), message: error.message, hint }];
  }
}

function placeOf(email: EmailDefinition, part: EmailPart): Place {
  if (part === 'subject' || part === 'preheader') return email.place;
  return { file: `emails/${email.name}/${part === 'html' ? 'body' : 'text'}.hbs`, line: 1, column: 1 };
}

function distinct(findings: readonly EmailFinding[]): EmailFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.place.file} ${finding.message}`, finding])).values()];
}
