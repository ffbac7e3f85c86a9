// One file of a workspace as it was read: pure code gets texts, never paths to open.

export interface SourceFile {
  /** Path below the workspace folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
