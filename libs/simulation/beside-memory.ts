// What routing looks at beside the subjects of a batch, kept up to date as they are put away: how many deals each rep has open,
// and who owns the companies of a name.

import type { Deal } from '#libs/deals/deal.js';
import type { Account } from '#libs/people/account.js';

export class BesideMemory {
  /** Deal → the rep who has it open. */
  private readonly open = new Map<string, string>();
  private readonly loads = new Map<string, number>();
  private readonly peaks = new Map<string, number>();
  /** Name in lower case → account → owner. */
  private readonly owners = new Map<string, Map<string, string>>();

  noteDeal({ id, owner, stage }: Deal): void {
    const before = this.open.get(id);
    const now = owner !== null && stage !== 'won' && stage !== 'lost' ? owner : undefined;
    if (before === now) return;
    if (before !== undefined) this.loads.set(before, this.loadOf(before) - 1);
    if (now === undefined) this.open.delete(id);
    else {
      this.open.set(id, now);
      const load = this.loadOf(now) + 1;
      this.loads.set(now, load);
      if (load > (this.peaks.get(now) ?? 0)) this.peaks.set(now, load);
    }
  }

  noteAccount({ id, name, owner, mergedInto }: Account): void {
    const key = name?.trim().toLowerCase() ?? '';
    if (key === '') return;
    const there = this.owners.get(key);
    if (owner === null || mergedInto !== null) {
      there?.delete(id);
      return;
    }
    if (there === undefined) this.owners.set(key, new Map([[id, owner]]));
    else there.set(id, owner);
  }

  /** Open deals of the rep that are not loaded. */
  loadBeside(rep: string, loaded: ReadonlyMap<string, Deal>): number {
    let load = this.loadOf(rep);
    for (const id of loaded.keys()) if (this.open.get(id) === rep) load -= 1;
    return load;
  }

  /** The one owner of that name among accounts that are not loaded; of several none. */
  ownerBeside(name: string, loaded: ReadonlyMap<string, Account>): string | null {
    const owners = new Set<string>();
    for (const [id, owner] of this.owners.get(name.trim().toLowerCase()) ?? []) if (!isLoaded(loaded, id)) owners.add(owner);
    const [only, ...others] = [...owners];
    return only === undefined || others.length > 0 ? null : only;
  }

  /** Rep → open deals now, and the most at once since the last call of `forgetPeaks`. */
  allLoads(): readonly (readonly [rep: string, open: number, peak: number])[] {
    return [...this.loads].map(([rep, open]) => [rep, open, Math.max(open, this.peaks.get(rep) ?? 0)]);
  }

  forgetPeaks(): void {
    this.peaks.clear();
  }

  private loadOf(rep: string): number {
    return this.loads.get(rep) ?? 0;
  }
}

function isLoaded(loaded: ReadonlyMap<string, unknown>, id: string): boolean {
  for (const one of loaded.keys()) if (one === id) return true;
  return false;
}
