// An email's four templates, compiled once a workspace. Only what stands in config/ is compiled; facts are data (promise 15).

import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { compileTemplate, type Template } from './template-engine.js';
import { type TemplatePlace, TemplateProblem } from './template-problem.js';

/** Where a problem stands: `layout` is told as the html it surrounds. */
export type EmailPart = 'subject' | 'preheader' | 'html' | 'text';

export interface CompiledEmail {
  readonly subject: Template;
  /** Rendered as html, to stand inside the body. */
  readonly preheader: Template | null;
  readonly html: Template;
  /** null: made from the html. */
  readonly text: Template | null;
}

/** A template that cannot be compiled or rendered, and which part of the email it is. */
export class EmailProblem extends Error {
  constructor(
    readonly email: string,
    readonly part: EmailPart,
    /** Why, without a word about whose it is. */
    readonly reason: string,
    readonly at?: TemplatePlace,
    options?: ErrorOptions,
    /** What else is wrong with the email. */
    readonly also: readonly EmailProblem[] = [],
  ) {
    super(`the ${part} of the email "${email}": ${reason}`, options);
    this.name = 'EmailProblem';
  }
}

const compiled = new WeakMap<EmailDefinition, CompiledEmail>();

/** @throws EmailProblem for what the template engine does not allow */
export function compiledEmail(email: EmailDefinition, { partials }: Pick<Workspace, 'partials'>): CompiledEmail {
  let known = compiled.get(email);
  if (known === undefined) {
    const { subject, preheader, html, text, layout } = email;
    known = {
      subject: part(email, 'subject', () => compileTemplate(subject, false, null, partials)),
      preheader: preheader === undefined ? null : part(email, 'preheader', () => compileTemplate(preheader, true, null, partials)),
      html: part(email, 'html', () => compileTemplate(html, true, layout, partials)),
      text: text === undefined ? null : part(email, 'text', () => compileTemplate(text, false, null, partials)),
    };
    compiled.set(email, known);
  }
  return known;
}

/** Says which part of which email a template's problem is about. */
export function part<Result>(email: EmailDefinition, name: EmailPart, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error;
    const also = error.also.map(({ message, at }) => new EmailProblem(email.name, name, message, at));
    throw new EmailProblem(email.name, name, error.message, error.at, { cause: error }, also);
  }
}
