// Performs an `enrich`: asks the provider that the workspace declares, and keeps of its answer what the plan has a place for.

import type { Delivered } from '#libs/connectors/contract.js';
import type { PublicHttp } from '#libs/connectors/http/public-http.client.js';
import { understandEnrichment } from '#libs/connectors/http/understand-enrichment.js';
import { fillVariables, variablesIn } from '#libs/language/provider.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { mapAnswer } from '#libs/traits/map-answer.js';

export interface EnrichContext {
  readonly workspace: Workspace;
  readonly http: PublicHttp;
  /** Epoch ms. */
  readonly now: number;
  variable(name: string): string | undefined;
}

/** Never rejects. Secrets are put in here and are in no row. */
export async function enrichBy(payload: { readonly [name: string]: Value }, context: EnrichContext): Promise<Delivered> {
  const { workspace, http, now, variable } = context;
  const provider = workspace.providers.get(typeof payload['provider'] === 'string' ? payload['provider'] : '');
  if (provider === undefined) return { kind: 'failed', reason: 'there is no such provider any more' };
  const headers: Record<string, string> = {};
  for (const [name, text] of provider.headers) {
    const filled = fillVariables(text, variable);
    if (filled === undefined)
      return { kind: 'failed', reason: `set ${variablesIn(text).join(', ')}: the header ${name} of ${provider.name} needs it` };
    headers[name] = filled;
  }
  const url = fillVariables(typeof payload['url'] === 'string' ? payload['url'] : '', variable);
  if (url === undefined) return { kind: 'failed', reason: `set the variable that the address of ${provider.name} needs` };
  const answer = await http.get(url, headers);
  if (answer.kind === 'refused') return { kind: 'failed', reason: answer.reason };
  if (answer.kind === 'lost') return { kind: 'retry', reason: answer.reason };
  const understood = understandEnrichment(answer.status, answer.text, answer.retryAfter);
  if (understood.kind !== 'known') return understood;
  return { kind: 'done', answer: mapAnswer(provider, understood.json, now).traits };
}
