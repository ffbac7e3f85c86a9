// Statements of one transaction that were sent and whose answers nobody has waited for yet: Postgres works on them in their order
// while the next ones are made. Before the commit, all are waited for; the one that failed of itself is thrown.

export class SentStatements {
  private readonly answers: Promise<unknown>[] = [];

  /** @param answer of a statement that has been sent already, in the order in which Postgres is to take it */
  add(answer: Promise<unknown>): void {
    // What fails is told by `all`; until then it is no unhandled rejection.
    answer.catch(() => undefined);
    this.answers.push(answer);
  }

  /** After the answers of all. What follows a failure in its transaction fails because of it, and is not what is thrown. */
  async all(): Promise<void> {
    const settled = await Promise.allSettled(this.answers.splice(0));
    const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (reasons.length > 0) throw reasons.find((reason) => !isConsequence(reason)) ?? reasons[0];
  }
}

/** "current transaction is aborted, commands ignored until end of transaction block" */
function isConsequence(reason: unknown): boolean {
  return reason instanceof Error && 'code' in reason && reason.code === '25P02';
}
