// Keys out of what people type: an e-mail address, and the domain a company is known by.

import { getDomain } from 'tldts';

/** Trimmed, in lower case; undefined for what cannot be an address. */
export function readEmail(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 320) return undefined;
  const email = value.trim().toLowerCase();
  return email.length <= 254 && /^[^\s@"<>(),;:\\\p{Cc}\p{Cs}]+@[^\s@"<>(),;:\\\p{Cc}\p{Cs}]+$/u.test(email) ? email : undefined;
}

/**
 * The registrable domain of a host, a URL or an e-mail address. Every shop of a platform (`acme.myshopify.com`) is a domain of its own.
 */
export function readDomain(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 500) return undefined;
  return getDomain(value.trim(), { allowPrivateDomains: true })?.toLowerCase();
}
