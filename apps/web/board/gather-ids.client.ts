// Ids that come in quickly are read together: the first at once, those that came meanwhile after it, never more than a few times a second.

const most = 400;

/**
 * @param read what is asked for; it never rejects
 * @param pause between two of them (ms)
 * @returns takes ids as they come
 */
export function gatherIds(read: (ids: readonly string[]) => Promise<void>, pause = 250): (ids: readonly string[]) => void {
  const waiting = new Set<string>();
  let isReading = false;
  const go = async (): Promise<void> => {
    isReading = true;
    while (waiting.size > 0) {
      const ids = [...waiting].slice(0, most);
      for (const id of ids) waiting.delete(id);
      await read(ids);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    isReading = false;
  };
  return (ids) => {
    for (const id of ids) waiting.add(id);
    if (!isReading) void go();
  };
}
