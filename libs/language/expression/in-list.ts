// in_list(x, "competitors"): a list that has a name, compared without regard to case and surrounding spaces.

import type { ASTNode } from '@marcbachmann/cel-js';
import { suggest } from '../suggest.js';
import { folded, type Compiled, type Compiling } from './compiled.js';
import { toNumber } from './read-value.js';
import { describeType, kindOf } from './type-name.js';

export function compileInList(node: ASTNode, written: readonly ASTNode[], compiling: Compiling): Compiled | undefined {
  const [item, list] = written;
  if (item === undefined || list === undefined || written.length > 2)
    return compiling.problem('E105', 'in_list() takes a value and a list', node, 'as in in_list(account.domain, "competitors")');
  const [value, container] = [compiling.compile(item), compiling.compile(list)];
  if (value === undefined || container === undefined) return undefined;
  if (!['string', 'number', 'any'].includes(kindOf(value.type)))
    return compiling.problem(
      'E105',
      `in_list() looks for a text or a number; this is ${describeType(value.type)}`,
      item,
      'as in in_list(account.domain, "competitors")',
    );
  if (list.op === 'value' && typeof list.args === 'string') {
    const items = namedList(list, list.args, compiling);
    if (items === undefined) return undefined;
    const members = new Set(items.map(fold));
    return folded({ node, type: 'boolean', get: (scope) => looked(value.get(scope), members) }, [value]);
  }
  if (kindOf(container.type) !== 'list' && kindOf(container.type) !== 'any')
    return compiling.problem(
      'E105',
      `in_list() looks into a list; this is ${describeType(container.type)}`,
      list,
      'as in in_list(account.domain, "competitors")',
    );
  const get: Compiled['get'] = (scope) => {
    const found = container.get(scope);
    return Array.isArray(found) ? looked(value.get(scope), new Set(found.map(fold))) : undefined;
  };
  return folded({ node, type: 'boolean', get }, [value, container]);
}

function namedList(node: ASTNode, name: string, { context, problem }: Compiling): readonly (string | number)[] | undefined {
  const lists = context.lists ?? {};
  if (Object.hasOwn(lists, name)) return lists[name];
  const meant = suggest(name, Object.keys(lists));
  return problem(
    'E104',
    `there is no list "${name}"`,
    node,
    meant === undefined ? `add lists/${name}.yaml: list: ${name}, items: […]` : `did you mean "${meant}"?`,
  );
}

function looked(value: unknown, members: ReadonlySet<unknown>): boolean | undefined {
  const folded = fold(value);
  return folded === undefined ? undefined : members.has(folded);
}

function fold(value: unknown): string | number | undefined {
  return typeof value === 'string' ? value.trim().toLowerCase() : toNumber(value);
}
