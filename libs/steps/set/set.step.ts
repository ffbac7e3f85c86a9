// `set`: fields of the person, the account or the deal become what expressions say.

import type { Write } from '#libs/engine/outcome.js';
import { defineStep } from '#libs/engine/step.js';
import { expression, named } from '#libs/language/keys/fragments.js';
import type { Expression } from '#libs/language/expression.js';
import type { Written } from '#libs/language/step-syntax.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';

interface SetConfig {
  readonly fields: readonly { readonly of: SubjectKind; readonly name: string; readonly value: Expression }[];
}

export const setStep = defineStep<SetConfig>({
  syntax: {
    kind: 'set',
    about:
      'Sets planned traits of the person or the account, or fields of the deal, to the values of expressions. An unknown value sets nothing.',
    example: 'set: { person.lifecycle: dormant, account.last_mailed_at: now }',
    schema: { ...named(expression, { pattern: '^(person|account|deal)\\.' }), minProperties: 1 },
    keys: {},
    parse: (written, read) => {
      const map = written.at('set');
      if (map.keys().length === 0) {
        read.problem('E203', '"set" is a map of fields and values', map.place, 'as in set: { person.lifecycle: dormant }');
        return undefined;
      }
      const fields = map.keys().map((key) => {
        const field = read.field(keyOf(map, key));
        const value = field === undefined ? undefined : read.expression(map.at(key), field.type);
        return field === undefined || value === undefined ? undefined : { of: field.of, name: field.name, value };
      });
      const good = fields.filter((field) => field !== undefined);
      return good.length === fields.length ? { fields: good } : undefined;
    },
    writes: ({ fields }) => fields.map(({ of, name }) => `${of}.${name}`),
  },
  decide: ({ config, scope }) => {
    const writes: Write[] = [];
    const left: string[] = [];
    for (const { of, name, value } of config.fields) {
      const result = scope[of] === undefined ? undefined : value.evaluate(scope);
      if (result !== undefined) writes.push({ kind: 'set', of, field: name, value: result });
      else
        left.push(
          scope[of] === undefined ? `${of}.${name}: there is no ${of}` : `${of}.${name} stays as it is: ${value.source} is unknown`,
        );
    }
    return { outcome: { kind: 'go', port: 'next' }, writes, ...(left.length === 0 ? {} : { note: left.join('; ') }) };
  },
});

/** A key of a map as if it were a value, so that what is wrong with it is shown where it stands. */
function keyOf(map: Written, key: string): Written {
  const place = map.keyPlace(key);
  const written: Written = { value: key, place, at: () => written, keyPlace: () => place, keys: () => [] };
  return written;
}
