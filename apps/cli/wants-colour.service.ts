// Colours on a terminal only, and never where NO_COLOR is set (https://no-color.org).

export function wantsColour(stream: NodeJS.WriteStream = process.stdout): boolean {
  return stream.isTTY && stream.hasColors();
}
