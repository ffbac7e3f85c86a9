// A time zone by its IANA name.

import { suggest } from '../suggest.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { describeValue } from './describe-value.js';
import type { Reading } from './reading.js';

/** Of `time_zone`; UTC where nothing is written. */
export function readTimeZone(root: WrittenYaml, read: Reading): string | undefined {
  if (!root.has('time_zone')) return 'UTC';
  const text = read.text(root.at('time_zone'), 'a time zone');
  if (text === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === '' ? undefined : text;
  } catch {
    const meant = suggest(text, Intl.supportedValuesOf('timeZone'));
    read.problem(
      'E209',
      `${describeValue(text)} is no time zone`,
      root.at('time_zone').place,
      meant === undefined ? 'an IANA name, as Europe/Berlin or America/New_York' : `did you mean "${meant}"? it is an IANA name`,
    );
    return undefined;
  }
}
