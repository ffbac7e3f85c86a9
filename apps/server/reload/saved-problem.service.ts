// Why what was saved last in the folder is not what runs; told by GET /api/setup, so that also who does not see the terminal knows.

import { Injectable } from '@nestjs/common';

@Injectable()
export class SavedProblem {
  /** Null: it runs, or nobody watches the folder. */
  text: string | null = null;
}
