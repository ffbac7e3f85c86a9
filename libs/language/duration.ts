// Durations as people write them in YAML: 4d, 1h30m, 90s, 2w. A day is 24 hours; calendars are the wait's affair.

const unitMs: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
/** Large before small, each at most once: `30m1h` and `1d2d` are more likely mistakes than meant. */
const written = /^(?:(\d+(?:\.\d+)?)w)?(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;
/** A hundred years: anything longer is a slip. */
const longest = 36_525 * 86_400_000;

/** @returns milliseconds; undefined for anything else than a number with its unit (`4`, `4 days`, `-1h`, ``) */
export function parseDuration(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const parts = written.exec(text.trim());
  if (parts === null || parts[0] === '') return undefined;
  const ms = Object.values(unitMs).reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0);
  return ms <= longest ? Math.round(ms) : undefined;
}
