// What is due next: a binary heap, because thousands of runs wait at once and each moment asks only for the first.

interface Entry<Item> {
  readonly at: number;
  readonly order: number;
  readonly item: Item;
}

/** Earliest first; of two at one time the one with the lower `order`. */
export class DueQueue<Item> {
  private readonly heap: Entry<Item>[] = [];

  push(at: number, order: number, item: Item): void {
    const { heap } = this;
    let place = heap.push({ at, order, item }) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!isBefore(heap[place]!, heap[above]!)) return;
      swap(heap, place, above);
      place = above;
    }
  }

  /** Left where it is. */
  first(): { readonly at: number; readonly item: Item } | undefined {
    return this.heap[0];
  }

  /** Removes the first. */
  take(): Item | undefined {
    const { heap } = this;
    const taken = heap[0];
    const last = heap.pop();
    if (taken === undefined || last === undefined) return undefined;
    if (heap.length === 0) return taken.item;
    heap[0] = last;
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      const right = left + 1;
      let least = place;
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
      if (least === place) return taken.item;
      swap(heap, place, least);
      place = least;
    }
  }
}

function isBefore(one: Entry<unknown>, other: Entry<unknown>): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function swap(heap: unknown[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other], heap[one]];
}
