// Why a template cannot be rendered, and where it says so.

/** Where in a template something stands: in the template itself, or in a partial. Both 1-based, as editors count. */
export interface TemplatePlace {
  readonly partial?: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** The template cannot be rendered; the message says why, for the person who wrote it. */
export class TemplateProblem extends Error {
  constructor(
    message: string,
    readonly at?: TemplatePlace,
    options?: ErrorOptions,
    /** What else is wrong with the same template. */
    readonly also: readonly TemplateProblem[] = [],
  ) {
    super(message, options);
  }
}
