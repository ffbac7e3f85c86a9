// Records whose names come from outside: `__proto__` and `constructor` are names like any other.

/** The record's own value, never an inherited one. */
export function getOwn<Member>(record: Readonly<Record<string, Member>>, name: string): Member | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function setOwn<Member>(record: Record<string, Member>, name: string, value: Member): void {
  if (name === '__proto__') Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
  else record[name] = value;
}
