// Where in a workspace something stands: every error, rule and trace names one.

export interface Place {
  /** Path below the workspace folder, with forward slashes: `workflows/inbound.yaml`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** How many characters the caret line covers. */
  readonly length?: number;
}

export interface Problem {
  /** `E104`; `millrace explain E104` says more. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly place: Place;
  /** The fix, as a user would type it: `did you mean "employees"?`. */
  readonly hint?: string;
  /** What stands at the place must not be shown. */
  readonly isSecret?: true;
}
