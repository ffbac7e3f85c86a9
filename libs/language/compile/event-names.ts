// References to events: any spelling of a planned or well-known one is its canonical name.

import { foldName } from '../fold-name.js';
import type { Written } from '../step-syntax.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import type { Reading } from './reading.js';

export function readEvent(written: Written, plan: TrackingPlan, read: Reading): string | undefined {
  const text = read.text(written, 'an event');
  if (text === undefined) return undefined;
  const name = plan.canonical.get(foldName(text));
  if (name === undefined)
    read.unknown(
      'E301',
      'event',
      text,
      [...plan.events.keys()],
      written.place,
      `plan it: a file in tracking-plan/ that begins with event: ${text}`,
    );
  return name;
}

/** One event or a list of them; undefined when one of them is none. */
export function readEvents(written: WrittenYaml, plan: TrackingPlan, read: Reading): readonly string[] | undefined {
  const names = read.oneOrMore(written).map((each) => readEvent(each, plan, read));
  if (names.length === 0) read.problem('E202', 'the list of events is empty', written.place, 'name at least one event');
  return names.length === 0 || names.includes(undefined) ? undefined : [...new Set(names as string[])];
}
