// Which of the 64 shards a fact belongs to: all facts of one key are in one, so that their order holds and a repetition meets its first.

export const shardCount = 64;

/** FNV-1a over UTF-16 units, with a last mixing, for the low bits of FNV alone are uneven. Never change it: rows wait under its result. */
export function shardOf(subjectKey: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < subjectKey.length; at += 1) hash = Math.imul(hash ^ subjectKey.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % shardCount;
}
