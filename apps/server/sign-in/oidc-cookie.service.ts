// What a browser keeps while its user is at the provider: signed, for ten minutes, out of a script's reach. Without it an answer of the
// provider is nobody's, so another site cannot sign somebody in as somebody else.

import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Underway {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
}

export const oidcCookie = 'millrace_oidc';
/** As a cookie's value looks. */
export const oidcShape = /^[\w-]{20,1000}\.[\w-]{43}$/;
const path = '/api/sign-in/oidc';
const seconds = 600;

const sign = (text: string, secret: string) => createHmac('sha256', `oidc ${secret}`).update(text).digest('base64url');

/** @param now epoch ms */
export function writeUnderway(underway: Underway, secret: string, now: number, isHttps: boolean): string {
  const text = Buffer.from(JSON.stringify({ ...underway, until: now + seconds * 1000 })).toString('base64url');
  return `${oidcCookie}=${text}.${sign(text, secret)}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isHttps ? '; Secure' : ''}`;
}

export const clearUnderway = `${oidcCookie}=; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=0`;

/** Null: there is none of ours, or its time is over. */
export function readUnderway(value: string | null, secret: string, now: number): Underway | null {
  const [text = '', signature = ''] = value?.split('.') ?? [];
  const wanted = Buffer.from(sign(text, secret));
  const given = Buffer.from(signature);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const { until, ...underway } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Underway & { until: number };
  return until > now ? underway : null;
}
