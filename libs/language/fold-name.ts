// "Demo Requested", demo_requested, demoRequested and demo-requested are one name.

/** The key under which names are equal: without regard to case, spaces, hyphens and underscores. Dots stay: `stripe.invoice_paid`. */
export function foldName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}
