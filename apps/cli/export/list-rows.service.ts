// Every row of a list of the API, page by page.

import { ask, type ServerPlace } from '../remote/server.client.js';

export type Row = Readonly<Record<string, unknown>>;

interface Page {
  readonly data: readonly Row[];
  readonly next: string | null;
}

export async function* listRows(place: ServerPlace, list: string): AsyncGenerator<Row> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await ask(place, 'GET', `/api/${list}?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    yield* page.data;
    cursor = page.next;
  }
}
