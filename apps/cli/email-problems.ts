// Emails that cannot be written with their samples, as problems like any other of a workspace.

import { checkEmails } from '#libs/emails/check-emails.js';
import type { Problem } from '#libs/language/place.js';
import type { Workspace } from '#libs/language/workspace.js';

/** Of a workspace that compiles: its templates are rendered by the code that renders what is sent. */
export function emailProblems(workspace: Workspace): readonly Problem[] {
  const { sender } = workspace;
  // A sender without an address is told by the compiler already (E506).
  const addressed = { ...workspace, sender: { ...sender, address: sender.address ?? sender.name } };
  return checkEmails(addressed).map((finding) => ({ ...finding, code: 'E507', severity: 'error' }));
}
