// An email as it leaves: words, text part, footer and headers, for one recipient. Pure: links and ids are handed in.

import Handlebars from 'handlebars';
import type { Letter } from '#libs/connectors/contract.js';
import type { Value } from '#libs/language/value.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { compiledEmail, type EmailPart, part } from './compiled-email.js';
import { manyLines, oneLine } from './one-line.js';
import { textOfHtml } from './text-of-html.js';
import type { MissingValue, Template } from './template-engine.js';

export interface Envelope {
  readonly to: string;
  /** `<…@domain>`, the same at every attempt. */
  readonly messageId: string;
  /** Where one click ends it; stands in marketing mail only. */
  readonly unsubscribeUrl: string;
}

export interface RenderedEmail {
  readonly letter: Letter;
  /** Values that a template says and the data has not, in the order of the parts; the letter has gaps there. */
  readonly missing: readonly (MissingValue & { readonly part: EmailPart })[];
}

/**
 * @param data roots as templates name them: `{ person: { name: 'Ana' }, owner: … }`
 * @throws EmailProblem when a template cannot be rendered
 */
export function renderEmail(
  email: EmailDefinition,
  workspace: Workspace,
  data: Readonly<Record<string, Value | undefined>>,
  { to, messageId, unsubscribeUrl }: Envelope,
): RenderedEmail {
  const templates = compiledEmail(email, workspace);
  const { sender } = workspace;
  const isMarketing = email.kind === 'marketing';
  const context = {
    ...data,
    workspace: {
      ...asObject(data['workspace']),
      name: workspace.name,
      ...(sender.address === undefined ? {} : { address: sender.address }),
    },
    ...(isMarketing ? { unsubscribe_url: unsubscribeUrl } : {}),
  };
  const missing: (MissingValue & { part: EmailPart })[] = [];
  const render = (name: EmailPart, template: Template | null): string | null => {
    if (template === null) return null;
    const rendered = part(email, name, () => template(context, workspace.timeZone));
    missing.push(...rendered.missing.map((value) => ({ part: name, ...value })));
    return rendered.text;
  };
  const subject = oneLine(render('subject', templates.subject) ?? '');
  const preheader = render('preheader', templates.preheader);
  const body = render('html', templates.html) ?? '';
  const text = render('text', templates.text);
  const write = (): Letter => {
    const footer = isMarketing ? footerOf(workspace, unsubscribeUrl) : null;
    const html = withPreheader(footer === null || body.includes(escape(unsubscribeUrl)) ? body : withFooter(body, footer), preheader);
    const words = text ?? textOfHtml(body);
    return {
      from: { name: oneLine(sender.name), email: oneLine(sender.email) },
      to,
      ...(sender.replyTo === undefined ? {} : { replyTo: oneLine(sender.replyTo) }),
      subject,
      html: manyLines(html),
      text: manyLines(footer === null || words.includes(unsubscribeUrl) ? words : `${words.trimEnd()}\n\n-- \n${footer.join('\n')}\n`),
      headers: {
        'Message-ID': messageId,
        // RFC 8058: mail programs offer one click, and ask with a POST. RFC 2369 wants the angle brackets.
        ...(isMarketing ? { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      },
      template: email.name,
    };
  };
  return {
    // Whoever only asks what is missing has none put together.
    get letter() {
      return write();
    },
    missing,
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function escape(text: string): string {
  return Handlebars.Utils.escapeExpression(text);
}

/** What law wants at the end of marketing mail whose layout leaves it out: who, where, and how to end it. */
function footerOf({ name, sender }: Workspace, unsubscribeUrl: string): readonly string[] {
  return [sender.address === undefined ? name : `${name} · ${sender.address}`, `Unsubscribe: ${unsubscribeUrl}`];
}

function withFooter(html: string, [who = '', link = '']: readonly string[]): string {
  const url = escape(link.replace('Unsubscribe: ', ''));
  const paragraph = `<p style="font-size:12px;text-align:center">${escape(who)}<br /><a href="${url}">Unsubscribe</a></p>\n`;
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? html + paragraph : html.slice(0, end) + paragraph + html.slice(end);
}

/** The line that mail programs show beside the subject; hidden in the mail itself. @param preheader html already */
function withPreheader(html: string, preheader: string | null): string {
  if (preheader === null || preheader.trim() === '') return html;
  const hidden = `<div style="display:none;max-height:0;overflow:hidden">${oneLine(preheader)}</div>`;
  const body = /<body[^>]*>/i.exec(html);
  if (body === null) return hidden + html;
  const at = body.index + body[0].length;
  return html.slice(0, at) + hidden + html.slice(at);
}
