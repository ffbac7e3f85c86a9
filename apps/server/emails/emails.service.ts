// Fills each email with its sample, by the code that writes real mail.

import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EmailProblem } from '#libs/emails/compiled-email.js';
import { renderEmail, type RenderedEmail } from '#libs/emails/render-email.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { ListStore } from '#libs/reporting/list.store.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';

interface Counts {
  readonly template: string;
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
}

/** Nobody; what it links to unsubscribes nobody. */
const envelope = { to: 'sample@example.com', messageId: '<sample@example.com>', unsubscribeUrl: 'https://example.com/u/sample' };

@Injectable()
export class EmailsService {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly lists: ListStore,
    private readonly pool: Pool,
  ) {}

  async all() {
    const { workspace } = await this.workspaces.current();
    const { rows } = await this.pool.query<Counts>(
      `select payload ->> 'template' as template, count(*) filter (where state = 'done')::int as sent,
         count(*) filter (where state in ('waiting', 'sending'))::int as waiting, count(*) filter (where state in ('failed', 'unknown'))::int as failed
       from delivery where action = 'email.send' group by 1`,
    );
    const data = [...workspace.emails.values()].map((email) => {
      const { letter, missing, problem } = filled(email, workspace);
      const { sent = 0, waiting = 0, failed = 0 } = rows.find(({ template }) => template === email.name) ?? {};
      return {
        name: email.name,
        kind: email.kind,
        file: email.place.file,
        subject: letter?.subject ?? email.subject,
        text: letter?.text ?? '',
        problem,
        missing: [...new Set(missing.map(({ path }) => path))],
        sent,
        waiting,
        failed,
      };
    });
    return { data: data.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
  }

  /** Its html; null: there is none of this name, or it cannot be filled. */
  async preview(name: string): Promise<string | null> {
    const { workspace } = await this.workspaces.current();
    const email = workspace.emails.get(name);
    return email === undefined ? null : (filled(email, workspace).letter?.html ?? null);
  }

  /**
   * A letter as a delivery has or would have it, by the template of today; its link unsubscribes nobody. Null: there is no such delivery.
   */
  async ofDelivery(id: string) {
    const { rows } = await this.pool.query<{
      action: string;
      recipient: string;
      payload: { template?: unknown; data?: Readonly<Record<string, Value>> };
    }>(`select action, recipient, payload from delivery where id = $1 limit 1`, [id]);
    const [row] = rows;
    if (row?.action !== 'email.send') return null;
    const { workspace } = await this.workspaces.current();
    const { template, data = {} } = row.payload;
    const email = workspace.emails.get(String(template));
    const told = { template: String(template), to: row.recipient };
    if (email === undefined) return { ...told, subject: null, text: null, problem: `there is no email "${String(template)}" any more` };
    const { letter, problem } = filled(email, workspace, data);
    return { ...told, subject: letter?.subject ?? null, text: letter?.text ?? null, problem };
  }

  async letter(id: string): Promise<string | null> {
    const html = (await this.lists.one('mailbox', id))?.['html'];
    return typeof html === 'string' ? html : null;
  }
}

function filled(
  email: EmailDefinition,
  workspace: Workspace,
  data = email.sample as Readonly<Record<string, Value>>,
): { readonly letter: RenderedEmail['letter'] | null; readonly missing: RenderedEmail['missing']; readonly problem: string | null } {
  try {
    return { ...renderEmail(email, workspace, data, envelope), problem: null };
  } catch (error) {
    if (error instanceof EmailProblem) return { letter: null, missing: [], problem: error.message };
    throw error;
  }
}
