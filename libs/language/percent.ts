// Shares as people write them in YAML: 50%, 0.1%, 33.3%.

const written = /^(\d{1,3}(?:\.\d{1,3})?)\s*%$/;

/** @returns 0 to 100; undefined for anything else than a number with its percent sign */
export function parsePercent(text: unknown): number | undefined {
  const found = typeof text === 'string' ? written.exec(text.trim())?.[1] : undefined;
  const percent = found === undefined ? NaN : Number(found);
  return percent >= 0 && percent <= 100 ? percent : undefined;
}
