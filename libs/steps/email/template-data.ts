// The facts that an email's templates name, as they are when it is decided: they travel with the delivery, so that what
// was sent can be shown again, and sending looks nothing up.

import type { Facts, Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Workspace } from '#libs/language/workspace.js';

const roots = ['event', 'person', 'account', 'deal', 'owner', 'workspace'] as const;

/** `person.name`, `account.contact.email`; of a bare `owner` in a block ({{#with owner}}) all is taken. */
const named = new RegExp(`(?<![\\w.])(?:${roots.join('|')})(?:\\.[A-Za-z_]\\w*)*`, 'g');
const inBraces = /\{\{[^}]*\}\}/g;

type Known = Readonly<Record<string, Value>>;

/** Names → values, nested as the templates read them: `{ person: { name: 'Ana' }, event: { meta: { at: 1 } } }`. */
export function templateData(email: EmailDefinition, workspace: Workspace, scope: Scope): { readonly [name: string]: Value } {
  const data: Record<string, Known> = {};
  for (const name of namesIn(email, workspace)) {
    const [root, member, meta] = name.split('.') as [(typeof roots)[number], string | undefined, string | undefined];
    const facts = scope[root];
    if (facts === undefined) continue;
    const into = data[root] ?? {};
    if (root === 'event' && member === 'meta') {
      const known = Object.hasOwn(into, 'meta') ? (into['meta'] as Known) : {};
      data[root] = { ...into, meta: meta === undefined ? all(facts.own) : { ...known, ...one(facts.own, meta) } };
    } else if (member === undefined) data[root] = { ...into, ...(root === 'event' ? {} : all(facts.own)), ...all(facts.traits) };
    else data[root] = { ...into, ...one(facts.traits, member), ...(root === 'event' ? {} : one(facts.own, member)) };
  }
  return data;
}

function namesIn(email: EmailDefinition, workspace: Workspace): ReadonlySet<string> {
  const sources = [email.subject, email.preheader, email.html, email.text, ...workspace.partials.values()];
  const tags = sources.flatMap((source) => source?.match(inBraces) ?? []);
  return new Set(tags.flatMap((tag) => tag.match(named) ?? []));
}

/** Null is unknown, as in conditions; `constructor` and `__proto__` are names like any other. */
function one(members: Facts['own'], name: string): Known {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return value === undefined || value === null ? {} : { [name]: value };
}

function all(members: Facts['own']): Known {
  return Object.fromEntries(Object.keys(members).flatMap((name) => Object.entries(one(members, name))));
}
