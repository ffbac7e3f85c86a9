// The signature scheme that Stripe and Calendly share: `t=SECONDS,v1=HEX`, HMAC-SHA256 over `SECONDS.BODY`.
// Stricter than the vendors' own: one stamp, digits only, near in both directions, lower-case hex of the right length.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SourceSecret } from './contract.js';

export interface TimedSignature {
  readonly stamp: number;
  readonly signatures: readonly string[];
}

/** @returns undefined when the header is not of this form */
export function readTimedSignature(header: string): TimedSignature | undefined {
  if (header.length > 4096) return undefined;
  let stamp: string | undefined;
  const signatures: string[] = [];
  for (const part of header.split(',')) {
    const cut = part.indexOf('=');
    if (cut < 1) return undefined;
    const scheme = part.slice(0, cut);
    const value = part.slice(cut + 1);
    if (scheme === 't') {
      if (stamp !== undefined || !/^[1-9]\d{0,11}$/.test(value)) return undefined;
      stamp = value;
    } else if (scheme === 'v1' && /^[0-9a-f]{64}$/.test(value)) signatures.push(value);
  }
  return stamp === undefined || signatures.length === 0 ? undefined : { stamp: Number(stamp), signatures };
}

/**
 * @param tolerance ms, in both directions
 * @param now epoch ms
 */
export function isNear(stamp: number, now: number, tolerance: number): boolean {
  return Math.abs(Math.floor(now / 1000) - stamp) * 1000 <= tolerance;
}

/** Any live secret with any of the signatures; no live secret: never. */
export function isSigned({ stamp, signatures }: TimedSignature, body: Buffer, secrets: readonly SourceSecret[]): boolean {
  let isKnown = false;
  for (const { value } of secrets) {
    if (value.trim() === '') continue;
    const expected = createHmac('sha256', value).update(`${stamp}.`).update(body).digest();
    for (const signature of signatures) if (timingSafeEqual(expected, Buffer.from(signature, 'hex'))) isKnown = true;
  }
  return isKnown;
}

/** The header as the vendor writes it. @param now epoch ms */
export function timedSignature(body: Buffer, secret: string, now: number): string {
  const stamp = Math.floor(now / 1000);
  return `t=${stamp},v1=${createHmac('sha256', secret).update(`${stamp}.`).update(body).digest('hex')}`;
}
