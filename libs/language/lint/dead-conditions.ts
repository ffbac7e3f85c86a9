// E424: a condition, or a part of one, that by the types and limits of what it reads never holds, or always.

import type { ASTNode } from '@marcbachmann/cel-js';
import { chainOf } from '../expression/parse-expression.js';
import { placeInText } from '../expression/place-in-text.js';
import { sourceOf } from '../expression/source-of.js';
import type { Problem } from '../place.js';
import { suggest } from '../suggest.js';
import type { Workspace } from '../workspace.js';
import { parsed, waysOf, type Atom } from './atoms.js';
import { canHold, type Domain, type Domains } from './can-hold.js';
import { conditionsOf } from './conditions-of.js';
import { domainOfScore, domainsOf } from './domains-of.js';
import { warning } from './warning.js';

type Outcome = 'never' | 'always';

interface DeadPart {
  readonly node: ASTNode;
  readonly outcome: Outcome;
}

export function deadConditions(workspace: Workspace): readonly Problem[] {
  const domains = domainsOf(workspace);
  return conditionsOf(workspace).flatMap(({ condition, events, score }) => {
    const definition = workspace.scores.find(({ name }) => name === score);
    const of: Domains = (name) => (name === 'score' && definition !== undefined ? domainOfScore(definition) : domains(events)(name));
    return deadParts(condition.source, of).map(({ node, outcome }) =>
      warning('E424', ...told(condition.source, node, outcome, of), placeInText(condition.place, condition.source, node)),
    );
  });
}

export function isDead(source: string, domains: Domains): boolean {
  return deadParts(source, domains).length > 0;
}

/** The smallest parts that are dead by themselves. */
function deadParts(source: string, domains: Domains): readonly DeadPart[] {
  const visit = (node: ASTNode): readonly DeadPart[] => {
    const below = partsOf(node).flatMap(visit);
    if (below.length > 0) return below;
    if (!canHold({ met: [{ source, root: node }] }, domains)) return [{ node, outcome: 'never' }];
    const not = { op: '!_', args: node, start: node.start, end: node.end } as ASTNode;
    return canHold({ met: [{ source, root: not }] }, domains) ? [] : [{ node, outcome: 'always' }];
  };
  const whole = parsed(source);
  return whole === undefined ? [] : visit(whole.root);
}

function partsOf(node: ASTNode): readonly ASTNode[] {
  if (node.op === '&&' || node.op === '||') return chainOf(node);
  if (node.op === '!_') return [node.args];
  return node.op === '?:' ? node.args : [];
}

function told(source: string, node: ASTNode, outcome: Outcome, domains: Domains): [message: string, hint: string] {
  const ways = waysOf({ source, root: node }, true) ?? [];
  const atom = ways.length === 1 && ways[0]!.length === 1 ? ways[0]![0] : undefined;
  const domain = atom === undefined ? undefined : domains(atom.of);
  if (atom !== undefined && domain !== undefined) return toldOfDomain(atom, domain, outcome);
  const text = sourceOf(source, node).replaceAll(/\s+/g, ' ');
  const said = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return outcome === 'never'
    ? [`${said} is never met: no values make all of it true`, 'its parts exclude each other; write || for "or", or remove one']
    : [`${said} is always met when its values are known`, 'remove it, or ask only whether a value is known: has(…)'];
}

function toldOfDomain(atom: Atom, { choices, min, max }: Domain, outcome: Outcome): [message: string, hint: string] {
  const value = atom.kind === 'relation' ? atom.value : undefined;
  if (choices !== undefined) {
    const meant = value === undefined ? undefined : suggest(String(value), choices.map(String));
    const listed = `it is one of ${choices.join(', ')}`;
    const message =
      value === undefined || choices.includes(value)
        ? `${atom.of} is one of ${choices.join(', ')}: this is ${outcome} so`
        : `${atom.of} is never ${JSON.stringify(value)}: this is ${outcome} so`;
    return [message, meant === undefined ? listed : `did you mean "${meant}"? ${listed}`];
  }
  const limits = [min === undefined ? '' : `at least ${min}`, max === undefined || max === Infinity ? '' : `at most ${max}`].filter(
    Boolean,
  );
  return [`${atom.of} is ${limits.join(' and ')}: this is ${outcome} so`, 'correct the number, or the limit where it is planned'];
}
