// Comma separated values (RFC 4180), piece by piece: quotes, line breaks within them, CRLF and a byte order mark.

export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export class CsvReader {
  private cells: string[] = [];
  private cell = '';
  private line = 1;
  private begins = 1;
  private state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  private isFirst = true;

  /** @returns the records that this piece completes */
  push(piece: string): readonly CsvRecord[] {
    const text = this.isFirst && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    if (piece !== '') this.isFirst = false;
    const done: CsvRecord[] = [];
    for (const letter of text) {
      if (this.state === 'quoted') {
        if (letter === '"') this.state = 'quote';
        else this.cell += letter;
      } else if (letter === '"' && this.state !== 'plain') {
        // A second quote is one that was meant, or the beginning of a quoted cell.
        if (this.state === 'quote') this.cell += '"';
        this.state = 'quoted';
      } else if (letter === ',') this.endCell();
      else if (letter === '\n') this.endRecord(done);
      else if (letter !== '\r' || this.state === 'plain') {
        this.cell += letter;
        this.state = 'plain';
      }
      if (letter === '\n') {
        this.line += 1;
        if (this.state === 'start' && this.cells.length === 0) this.begins = this.line;
      }
    }
    return done;
  }

  /** What is left without a line break at the end. */
  end(): readonly CsvRecord[] {
    const done: CsvRecord[] = [];
    if (this.state !== 'start' || this.cells.length > 0) this.endRecord(done);
    return done;
  }

  private endCell(): void {
    this.cells.push(this.state === 'plain' ? this.cell.replace(/\r$/, '') : this.cell);
    this.cell = '';
    this.state = 'start';
  }

  /** An empty line is no record. */
  private endRecord(done: CsvRecord[]): void {
    const isEmpty = this.cells.length === 0 && this.cell.replace(/\r$/, '') === '' && this.state !== 'quote';
    this.endCell();
    if (!isEmpty) done.push({ line: this.begins, cells: this.cells.map(unguarded) });
    this.cells = [];
    this.begins = this.line;
  }
}

/** The apostrophe that keeps a spreadsheet from computing a cell. See write-csv.ts. */
function unguarded(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
