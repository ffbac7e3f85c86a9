// The pages' API types from the server's OpenAPI document: `npm run api` writes apps/web/api-types.ts, a test says when that is stale.
// Only what the pages call, so that a new route elsewhere changes nothing here; a changed answer is a type error or a failing test.
import { fileURLToPath } from 'node:url';

export const file = fileURLToPath(new URL('../apps/web/api-types.ts', import.meta.url));
export const called = [
  '/api/me',
  '/api/sign-in',
  '/api/sign-in/link',
  '/api/sign-in/accept',
  '/api/sign-out',
  '/api/workspace',
  '/api/board',
  '/api/views',
  '/api/views/{id}',
  '/api/search',
  '/api/deals/{id}',
  '/api/deals/{id}/timeline',
  '/api/deliveries/{id}/letter',
  '/api/proposals/{id}/accept',
  '/api/proposals/{id}/dismiss',
  '/api/why/deal/{id}',
  '/api/people',
  '/api/people/{id}',
  '/api/people/{id}/profile',
  '/api/people/{id}/timeline',
  '/api/accounts',
  '/api/accounts/{id}',
  '/api/accounts/{id}/profile',
  '/api/accounts/{id}/timeline',
  '/api/deals',
  '/api/runs',
  '/api/runs/{id}',
  '/api/runs/{id}/retry',
  '/api/runs/{id}/cancel',
  '/api/runs/{id}/migrate',
  '/api/deliveries',
  '/api/workflows',
  '/api/workflows/{name}',
  '/api/workflows/{name}/pause',
  '/api/workflows/{name}/resume',
  '/api/events',
  '/api/events/{id}',
  '/api/events/{id}/story',
  '/api/events/blocked',
  '/api/tally',
  '/api/inbox',
  '/api/unmatched',
  '/api/breakers',
  '/api/breakers/{action}/try',
  '/api/breakers/{action}/give-up',
  '/api/clashes',
  '/api/clashes/{id}/close',
  '/api/merges',
  '/api/merges/preview',
  '/api/dead-letters',
  '/api/dead-letters/{id}/retry',
  '/api/dead-letters/{id}/discard',
  '/api/deliveries/{id}/decide',
  '/api/proposals',
  '/api/keys',
  '/api/keys/{id}/revoke',
  '/api/users',
  '/api/users/{id}',
  '/api/users/{id}/sessions',
  '/api/users/{id}/sessions/{session}',
  '/api/invitations',
  '/api/sessions',
  '/api/sessions/{id}',
  '/api/audit',
  '/api/versions',
  '/api/rejections',
  '/api/setup',
  '/api/connections',
  '/api/team',
  '/api/workspace/settings',
  '/api/backup',
  '/api/connections/{name}/test',
  '/api/mailbox',
  '/api/emails',
  '/api/my-day',
  '/api/reports',
  '/api/reports/charts/{name}',
  '/api/reports/charts/{name}/deals',
  '/api/tasks/{id}/done',
  '/api/tasks/{id}/dismiss',
];

export function typesOf(document) {
  const lines = called.map((path) => {
    const methods = Object.entries(document.paths[path] ?? {}).map(([method, { responses }]) => {
      const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
      const schema = answer?.content?.['application/json']?.schema;
      return `    ${method}: ${schema === undefined ? 'void' : typeOf(schema, '    ')};`;
    });
    if (methods.length === 0) throw new Error(`the server has no ${path}`);
    return `  '${path}': {\n${methods.join('\n')}\n  };`;
  });
  return `// Made by scripts/api-types.mjs from the server's OpenAPI document; not edited by hand.\n\nexport interface paths {\n${lines.join('\n')}\n}\n`;
}

function typeOf(schema, indent) {
  if (schema.enum) return schema.enum.map((one) => (one === null ? 'null' : `'${one}'`)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, indent)).join(' | ');
  const kinds = [schema.type ?? 'any'].flat();
  const inner = `${indent}  `;
  const one = (kind) => {
    if (kind === 'integer') return 'number';
    if (kind === 'any') return 'unknown';
    if (kind === 'array') return `readonly (${typeOf(schema.items ?? {}, indent)})[]`;
    if (kind !== 'object') return kind;
    if (!schema.properties)
      return `Record<string, ${schema.additionalProperties ? typeOf(schema.additionalProperties, indent) : 'unknown'}>`;
    const fields = Object.entries(schema.properties).map(
      ([name, field]) => `${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(field, inner)};`,
    );
    return `{\n${fields.join('\n')}\n${indent}}`;
  };
  return [...new Set(kinds.map(one))].join(' | ');
}
