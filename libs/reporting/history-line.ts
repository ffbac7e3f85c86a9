// What has happened, as lines of text (NDJSON): the export that a backtest reads, from a server, a database or a file alike.

import type { Because } from '#libs/audit/because.js';
import type { DealFactBody } from '#libs/deals/deal.js';
import type { Run, RunStep } from '#libs/engine/run.js';
import { parseJson, stringifyJson } from '#libs/language/json.js';
import type { SourceFile } from '#libs/language/source-file.js';

export type HistoryLine =
  /** The first one. `now`: the server's clock (epoch ms). */
  | { readonly kind: 'history'; readonly version: 1; readonly now: number }
  /** Each version of the workspace, the oldest first; the last is the one that runs. */
  | { readonly kind: 'workspace'; readonly id: string; readonly appliedAt: number; readonly files: readonly SourceFile[] }
  | SubjectLine
  | HistoryEvent
  | HandLine
  /** Which workflow a run's version is of, and the workspace it came with. */
  | { readonly kind: 'workflow_version'; readonly id: string; readonly workflow: string; readonly workspace: string }
  | { readonly kind: 'run'; readonly run: Run; readonly steps: readonly RunStep[] }
  | StandingLine
  | DueLine;

/** In the order of arrival. */
export interface HistoryEvent {
  readonly kind: 'event';
  readonly id: string;
  readonly source: string;
  /** Sameness key. */
  readonly key: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** As it was sent; base64 where it is no UTF-8. */
  readonly body: string;
  readonly isBase64?: true;
}

/** Only with outcomes: what production calls somebody. Stands before the events. */
export interface SubjectLine {
  readonly kind: 'subject';
  readonly of: 'person' | 'account';
  readonly id: string;
  /** `kind:value`. */
  readonly keys: readonly string[];
}

/** What reps and others did by hand: no fact tells it. Stands among the events, where it was done. */
export type HandLine = HandEdit | HandTouch;

export interface HandEdit {
  readonly kind: 'edit';
  /** Epoch ms. */
  readonly at: number;
  /** The deal, as every replay knows it: whose it is, and when it was opened (epoch ms). */
  readonly pipeline: string;
  readonly openedAt: number;
  readonly of: KeysOfSubjects;
  readonly body: DealFactBody;
  readonly because: Because;
}

/** A rep did something about a lead: it counts as an answer. */
export interface HandTouch {
  readonly kind: 'touch';
  /** Epoch ms. */
  readonly at: number;
  readonly rep: string;
  readonly what: string;
  readonly of: KeysOfSubjects;
}

/** `kind:value`. */
export interface KeysOfSubjects {
  readonly account: readonly string[];
  readonly person: readonly string[];
}

/** How something stands that decisions have made: `name` is the same in every replay. */
export interface StandingLine {
  readonly kind: 'person' | 'account' | 'deal' | 'delivery';
  readonly id: string;
  readonly name: string;
  readonly is: Readonly<Record<string, unknown>>;
}

/** What is due by the server's clock and was not done yet when this was taken: right after a clock has jumped, or under load. */
export interface DueLine {
  readonly kind: 'due';
  readonly of: 'run' | 'answer' | 'time';
  /** As standings call them: the person, the account. */
  readonly who: readonly string[];
  /** Of a run. */
  readonly workflow?: string;
  /** Who has not answered. */
  readonly rep?: string;
}

export function writeHistoryLine(line: HistoryLine): string {
  return stringifyJson(line);
}

/** @throws Error for what is no line of such an export */
export function readHistoryLine(text: string): HistoryLine {
  let line: unknown;
  try {
    line = parseJson(text);
  } catch {
    throw new Error(`no JSON: ${text.slice(0, 60)}`);
  }
  const kind = (line as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string') throw new Error(`no line of an export: ${text.slice(0, 60)}`);
  return line as HistoryLine;
}
