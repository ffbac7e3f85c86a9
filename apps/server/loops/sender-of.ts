// Who notices to reps are from, and where links of letters lead.

import type { Sender } from '#libs/language/workspace.js';
import type { Settings } from '#libs/settings/settings.js';

/** @param mailFrom `Acme <hello@acme.example>` or an address alone; anything else, or nothing: the workspace's sender */
export function senderOf(mailFrom: string | undefined, sender: Sender): Pick<Sender, 'name' | 'email'> {
  const [, name = '', bracketed, plain] =
    /^\s*(?:"?([^"<>]*?)"?\s*<([^\s<>@]+@[^\s<>@]+)>|([^\s<>@]+@[^\s<>@]+))\s*$/.exec(mailFrom ?? '') ?? [];
  const email = bracketed ?? plain;
  return email === undefined ? { name: sender.name, email: sender.email } : { name: name === '' ? sender.name : name, email };
}

/** Not set: the address it listens on, which only this machine reaches. */
export function publicUrlOf({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string {
  return publicUrl ?? `http://${host}:${port ?? 3000}`;
}
