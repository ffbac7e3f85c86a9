// What `npm run demo -- …` understands.

export interface Options {
  readonly exit: boolean;
  readonly json: boolean;
  /** Twelve weeks of a company instead of three shops' story. */
  readonly quarter: boolean;
  readonly help: boolean;
}

export const usage = `npm run demo [-- --exit] [-- --json] [-- --quarter]

Starts a server of its own on a fresh database and plays the main job through the public HTTP API.

  --exit     ends when the story has ended; exit code 0 only if it ended as expected
  --json     ends too, and prints one JSON document of the final state on stdout and nothing else
  --quarter  twelve weeks of forty shops instead of the story of three: pages and reports have something to show
  --help     this text`;

/** @throws Error naming the word it does not know */
export function readOptions(words: readonly string[]): Options {
  const unknown = words.find((word) => !['--exit', '--json', '--quarter', '--help', '-h'].includes(word));
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}\n\n${usage}`);
  const json = words.includes('--json');
  return {
    json,
    quarter: words.includes('--quarter'),
    exit: json || words.includes('--exit'),
    help: words.includes('--help') || words.includes('-h'),
  };
}
