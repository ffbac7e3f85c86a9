// Text for a header: one line, nothing that a mail program would take for the end of it.

/**
 * Line breaks and other control characters become a space, lone surrogates U+FFFD; spaces are drawn together and cut off at the ends.
 * @param longest in characters; what is more is cut and ends in …
 */
export function oneLine(text: string, longest = 250): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`;
}

/** Text of several lines without what a table or a mail cannot hold: NUL and other control characters but tab and line feed. */
export function manyLines(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- that is what is dropped
      .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
  );
}
