// What a value is, in a few words, for "this is …" in a message.

export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return JSON.stringify(value);
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
}
