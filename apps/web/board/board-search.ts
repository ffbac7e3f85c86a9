// What of the board stands in its address.

export interface BoardSearch {
  readonly pipeline?: string;
  readonly owner?: string;
  readonly tier?: string;
  readonly find?: string;
}

const names = ['pipeline', 'owner', 'tier', 'find'] as const;

export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}
