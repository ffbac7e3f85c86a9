// A map of all there is that shows only what has been asked for: what a batch of production would have loaded. Whoever goes
// through it meets a few rows, however many there are. Rows that nobody has asked for lately are kept as short texts.

import { Packer } from './packed.js';

/** Of plain data. */
export class LoadedMap<Item extends object> extends Map<string, Item> {
  private lately = new Map<string, Item>();
  private before = new Map<string, Item>();
  private readonly asTexts = new Map<string, string>();
  private readonly packer = new Packer();
  /** Who came out of a text, or came new, since a round began; null: nobody goes round. */
  private met: Set<string> | null = null;

  /** @param onLoad brings what belongs to it */
  constructor(private readonly onLoad: (id: string, item: Item) => void = () => undefined) {
    super();
  }

  override get(id: string): Item | undefined {
    const loaded = super.get(id);
    if (loaded !== undefined) return loaded;
    const item = this.find(id);
    if (item === undefined) return undefined;
    super.set(id, item);
    this.onLoad(id, item);
    return item;
  }

  override has(id: string): boolean {
    return this.lately.has(id) || this.before.has(id) || this.asTexts.has(id);
  }

  override set(id: string, item: Item): this {
    const isNew = !super.has(id);
    if (isNew && this.met !== null && !this.has(id)) this.met.add(id);
    this.lately.set(id, item);
    super.set(id, item);
    if (isNew) this.onLoad(id, item);
    return this;
  }

  override delete(id: string): boolean {
    super.delete(id);
    return [this.lately.delete(id), this.before.delete(id), this.asTexts.delete(id)].includes(true);
  }

  /** All there is, loaded or not; each is made anew for whoever goes through. */
  *everything(): Generator<[string, Item]> {
    const seen = new Set<string>();
    for (const map of [this.lately, this.before])
      for (const [id, item] of map) {
        if (seen.has(id)) continue;
        seen.add(id);
        yield [id, item];
      }
    for (const [id, text] of this.asTexts) if (!seen.has(id)) yield [id, this.packer.unpack(text) as Item];
  }

  /** Only to be read: it stays as it is kept, and what belongs to it is not brought. */
  look(id: string): Item | undefined {
    const item = this.lately.get(id) ?? this.before.get(id);
    if (item !== undefined) return item;
    const text = this.asTexts.get(id);
    return text === undefined ? undefined : (this.packer.unpack(text) as Item);
  }

  /** Of all there is, loaded or not. */
  allIds(): string[] {
    return [...new Set([...this.lately.keys(), ...this.before.keys(), ...this.asTexts.keys()])];
  }

  /** Nothing is loaded any more; everything is still there. */
  putAway(): void {
    if (super.size > 0) super.clear();
  }

  /** What nobody has asked for since this was called last is kept as text from now on. Nothing may be loaded. */
  age(): void {
    for (const [id, item] of this.before) if (!this.lately.has(id)) this.asTexts.set(id, this.packer.pack(item));
    this.before = this.lately;
    this.lately = new Map();
  }

  /** From now on somebody goes through everybody: who is only met by that is not kept as asked for. */
  beginRound(): void {
    this.met = new Set();
  }

  /** Whom the round has met so far is kept as text again. Nothing may be loaded. */
  packRound(): void {
    for (const id of this.met ?? []) {
      const item = this.lately.get(id);
      if (item === undefined) continue;
      this.asTexts.set(id, this.packer.pack(item));
      this.lately.delete(id);
    }
    this.met?.clear();
  }

  /** Whom it has met since they were packed last is kept like everybody else. */
  endRound(): void {
    this.met = null;
  }

  private find(id: string): Item | undefined {
    const lately = this.lately.get(id);
    if (lately !== undefined) return lately;
    let item = this.before.get(id);
    if (item === undefined) {
      const text = this.asTexts.get(id);
      if (text === undefined) return undefined;
      item = this.packer.unpack(text) as Item;
      this.asTexts.delete(id);
      this.met?.add(id);
    }
    this.lately.set(id, item);
    return item;
  }
}
