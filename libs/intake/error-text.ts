// An error as it is stored: what a person needs, without what would break the row or the page.

const longest = 2000;

/** Name and message; no NUL, no control characters, no lone surrogates, cut at 2,000 characters. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const clean = text
    .slice(0, longest)
    // oxlint-disable-next-line no-control-regex -- that is what is dropped
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
  return clean === '' ? 'no message' : clean;
}
