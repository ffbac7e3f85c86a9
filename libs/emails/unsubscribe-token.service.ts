// The token in an unsubscribe link. It holds what it needs, encrypted and signed: the link works as long as the mail is kept,
// after its delivery's row was dropped, and tells nobody who looks at a log whose it is.

import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

export interface Unsubscribe {
  readonly email: string;
  /** Key of the delivery whose letter had the link. */
  readonly delivery: string;
  readonly template: string;
}

const ivLength = 12;
const tagLength = 16;

/** Equal contents give equal tokens: an email that is sent again is byte for byte the same. */
export function unsubscribeToken(secret: string, { email, delivery, template }: Unsubscribe): string {
  const plain = Buffer.from([email, delivery, template].join('\n'));
  const iv = initialVector(secret, plain);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, 'encrypt'), iv);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** @returns null for whatever this installation did not make; how it is wrong is not told */
export function readUnsubscribeToken(secret: string, token: string): Unsubscribe | null {
  if (!/^[\w-]{40,2000}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Another spelling of the same bytes is not our token.
  if (bytes.length <= ivLength + tagLength || bytes.toString('base64url') !== token) return null;
  const iv = bytes.subarray(0, ivLength);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, 'encrypt'), iv, { authTagLength: tagLength });
    decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
    const plain = Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()]);
    if (!timingSafeEqual(initialVector(secret, plain), iv)) return null;
    const [email = '', delivery = '', template = ''] = plain.toString('utf8').split('\n');
    return { email, delivery, template };
  } catch {
    return null;
  }
}

/** From the contents (as in AES-SIV), so that no two contents meet under one vector and nothing is random. */
function initialVector(secret: string, plain: Buffer): Buffer {
  return createHmac('sha256', keyOf(secret, 'sign')).update(plain).digest().subarray(0, ivLength);
}

/** @throws Error when the secret is empty: everyone could make tokens */
function keyOf(secret: string, purpose: string): Buffer {
  if (secret === '') throw new Error('The instance secret is empty; unsubscribe links need one.');
  return createHmac('sha256', secret).update(`unsubscribe:${purpose}`).digest();
}
