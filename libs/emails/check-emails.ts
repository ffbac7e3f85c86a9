// What `millrace check` says of emails: each is rendered with its sample, by the code that renders what is sent.

import type { Place } from '#libs/language/place.js';
import type { Value } from '#libs/language/value.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { EmailProblem, type EmailPart } from './compiled-email.js';
import { renderEmail } from './render-email.js';
import type { TemplatePlace } from './template-problem.js';

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
    const findings = missing.map(({ part, path, at }) => ({
      place: placeOf(email, part, at),
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
    return distinct(
      [error, ...error.also].map(({ part, reason, message, at }) => ({
        place: placeOf(email, part, at),
        message: at?.partial === undefined ? message : `the partial "${at.partial}": ${reason}`,
        hint,
      })),
    );
  }
}

/** Of a part as a whole: where it begins. */
function placeOf(email: EmailDefinition, part: EmailPart, at?: TemplatePlace): Place {
  if (at?.partial !== undefined) return { file: `emails/partials/${at.partial}.hbs`, line: at.line, column: at.column, length: at.length };
  const { file, line, column } = startOf(email, part);
  if (at === undefined) return { file, line, column };
  return { file, line: line + at.line - 1, column: at.line === 1 ? column + at.column - 1 : at.column, length: at.length };
}

function startOf(email: EmailDefinition, part: EmailPart): Place {
  if (part === 'subject') return email.subjectPlace ?? email.place;
  if (part === 'preheader') return email.preheaderPlace ?? email.place;
  return { file: `emails/${email.name}/${part === 'html' ? 'body' : 'text'}.hbs`, line: 1, column: 1 };
}

function distinct(findings: readonly EmailFinding[]): EmailFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify([finding.place, finding.message]), finding])).values()];
}
