// One event as a line to read: when, what became of it, what, about whom, from where, and what there is to note.

/** As GET /api/events answers. */
export interface EventRow {
  readonly id: string;
  readonly received_at: string;
  readonly name: string;
  readonly source: string;
  readonly verdict: string;
  readonly notes: unknown;
  readonly who: string | null;
}

const colours: Readonly<Record<string, number>> = { used: 32, unplanned: 33, blocked: 31, discarded: 90, no_effect: 90 };

export function tellEvent({ received_at: at, name, source, verdict, notes, who }: EventRow, colour: boolean): string {
  const word = verdict.padEnd(9);
  const painted = colour ? `\u001B[${colours[verdict] ?? 0}m${word}\u001B[0m` : word;
  const noted = Array.isArray(notes) ? notes.filter((note) => typeof note === 'string').join('; ') : '';
  // What a sender wrote must not steer the terminal.
  const parts = [`${at.slice(0, 10)} ${at.slice(11, 19)}`, painted, plain(name), plain(who ?? '-'), `(${plain(source)})`, plain(noted)];
  return parts.filter((part) => part !== '').join('  ');
}

function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
