// Where somebody wanted to go who had to sign in first: in the address of the sign-in page, and kept while a provider is asked.

const kept = 'millrace:way-back';

/** A path of our own pages; anything else leads to the deals. */
export function wayBack(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[\u0021-\u007e]*$/.test(to) && !to.startsWith('/sign-in') ? to : '/deals';
}

export const keepWayBack = (to: string | undefined) => sessionStorage.setItem(kept, wayBack(to));

/** Once; null when nothing was kept. */
export function takeWayBack(): string | null {
  const to = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  return to;
}
