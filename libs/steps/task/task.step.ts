// `task`: a rep is asked to do something. The task is a row of the same commit; the run does not wait for it.

import { defineStep } from '#libs/engine/step.js';
import { duration, either, mapOf, reference, text } from '#libs/language/keys/fragments.js';
import { key, required, type Keys } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import { type FilledText, fillText, readFilledText } from '../filled-text.js';
import { isMap, isWritten, readMap } from '../read-map.js';

interface TaskConfig {
  readonly title: FilledText;
  readonly note?: FilledText;
  /** `owner` is whoever owns the deal, else the account; otherwise the key of a rep. */
  readonly rep: string;
  /** From when it is made (ms). */
  readonly due?: number;
}

const keys: Keys = {
  for: key('Who is asked: owner (default), or rep:KEY.', reference),
  due: key('How long after it was made it should be done.', duration),
  note: key('What else they should know; values stand in ${{ … }}.', text),
};
const longKeys: Keys = { title: required('What is asked for; values stand in ${{ … }}.', text), ...keys };

export const taskStep = defineStep<TaskConfig>({
  syntax: {
    kind: 'task',
    about:
      'Asks a rep to do something: the deal’s owner, else the account’s (`for: owner`, the default), or a rep by key (`for: rep:nina`). Values stand in `${{ … }}`.',
    example: 'task: "Call ${{ person.name }}"\nfor: owner\ndue: 2d',
    schema: either(text, mapOf(longKeys)),
    keys,
    parse: (written, read) => {
      const long = isMap(written.at('task'));
      const map = long
        ? readMap(written, 'task', longKeys, 'task: { title: Call them, for: owner, due: 2d }', read)
        : (written as Written | undefined);
      if (map === undefined || (long && !isWritten(map, 'title', 'title: …', read))) return undefined;
      if (long && !isAlone(written, read)) return undefined;
      const has = (key: string) => map.keys().includes(key);
      const title = readFilledText(map.at(long ? 'title' : 'task'), 'the title of a task', read);
      const note = has('note') ? readFilledText(map.at('note'), '"note"', read) : undefined;
      const rep = has('for') ? readRep(map.at('for'), read) : 'owner';
      const due = has('due') ? read.duration(map.at('due'), '"due"') : undefined;
      if (title === undefined || rep === undefined || (has('note') && note === undefined) || (has('due') && due === undefined))
        return undefined;
      return { title, rep, ...(note === undefined ? {} : { note }), ...(due === undefined ? {} : { due }) };
    },
  },
  decide: ({ config: { title, note, rep: named, due }, scope, workspace, now }) => {
    const id = named === 'owner' ? scope.owner?.own['id'] : named;
    const rep = typeof id === 'string' && workspace.team.reps.has(id) ? id : null;
    const missing = named === 'owner' ? 'there is no owner' : `there is no rep "${named}" any more`;
    return {
      outcome: { kind: 'go', port: 'next' },
      writes: [
        {
          kind: 'task',
          title: short(fillText(title, scope, workspace.timeZone), 500),
          note: note === undefined ? null : short(fillText(note, scope, workspace.timeZone), 5000),
          rep,
          dueAt: due === undefined ? null : now + due,
        },
      ],
      ...(rep === null ? { note: `the task is nobody’s: ${missing}` } : {}),
    };
  },
});

/** What is written in the map is not written beside it, too. */
function isAlone(written: Written, read: StepReader): boolean {
  const beside = written.keys().find((key) => Object.hasOwn(keys, key));
  if (beside === undefined) return true;
  read.problem(
    'E202',
    `"${beside}" stands beside a task that is a map`,
    written.keyPlace(beside),
    'put it into the map, as in task: { title: …, for: owner }',
  );
  return false;
}

/** `owner`, or `rep:nina`. */
function readRep(written: Written, read: StepReader): string | undefined {
  const { value } = written;
  if (value === 'owner') return 'owner';
  if (typeof value === 'string' && value.startsWith('rep:')) return read.reference(keyIn(written, value.slice(4)), 'rep');
  read.problem('E204', '"for" is owner or a rep', written.place, 'write for: owner, or for: rep:KEY');
  return undefined;
}

function keyIn(whole: Written, key: string): Written {
  const place = { ...whole.place, column: whole.place.column + 4, length: key.length };
  const written: Written = { value: key, place, at: () => written, keyPlace: () => place, keys: () => [] };
  return written;
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
