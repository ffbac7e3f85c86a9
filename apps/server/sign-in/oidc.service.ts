// Signing in by an OpenID Connect provider: authorization code with PKCE, state and nonce. What goes wrong becomes one of a few words for the
// sign-in page; the log says more, to the operator.

import { Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { Pool } from 'pg';
import type { OidcSettings } from '#libs/settings/settings.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { instanceSecret } from '../instance/instance-secret.store.js';
import { readUnderway, writeUnderway } from './oidc-cookie.service.js';
import { type From, type SignedIn } from './sign-in.service.js';
import { SessionsStore } from './sessions.store.js';
import { UsersService } from './users.service.js';
import { UsersStore } from './users.store.js';
import { whoEnters } from './who-enters.js';

/** What the sign-in page is told. `no_access`: no user, no invitation, or disabled; nobody learns which. */
export type OidcProblem = 'provider' | 'expired' | 'refused' | 'unverified' | 'no_access' | 'too_many';

/** What the provider says of itself is asked again after so long. */
const trustedFor = 10 * 60_000;
const waitSeconds = 5;

@Injectable()
export class OidcService {
  private readonly log = new Logger('oidc');
  private known: { readonly config: Promise<client.Configuration>; readonly until: number } | undefined;

  constructor(
    private readonly settings: SettingsService,
    private readonly pool: Pool,
    private readonly users: UsersStore,
    private readonly makers: UsersService,
    private readonly sessions: SessionsStore,
  ) {}

  /** Name of the provider; null: there is none. */
  get name(): string | null {
    return this.settings.values.oidc?.name ?? null;
  }

  /** Where to send the browser, and what it has to keep. @param back where the provider sends it again */
  async begin(back: string): Promise<{ readonly to: URL; readonly cookie: string } | OidcProblem> {
    const config = await this.provider();
    if (config === null) return 'provider';
    const underway = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const to = client.buildAuthorizationUrl(config, {
      redirect_uri: back,
      scope: 'openid email profile',
      state: underway.state,
      nonce: underway.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(underway.verifier),
      code_challenge_method: 'S256',
    });
    return { to, cookie: writeUnderway(underway, await instanceSecret(this.pool), Date.now(), back.startsWith('https:')) };
  }

  /** @param answer the address that the provider sent the browser to. @param kept value of the cookie */
  async end(answer: URL, kept: string | null, from: From): Promise<SignedIn | OidcProblem> {
    const place = `oidc ${from.place}`;
    if ((await this.users.waitFor(place, from.place)) > 0) return 'too_many';
    const underway = readUnderway(kept, await instanceSecret(this.pool), Date.now());
    if (underway === null) return 'expired';
    const config = await this.provider();
    if (config === null) return 'provider';
    const claims = await this.claims(config, answer, underway);
    if (typeof claims === 'string') {
      if (claims === 'refused') await this.users.noteFailure(place, from.place);
      return claims;
    }
    const entering = whoEnters(claims, this.settings.values.oidc!);
    if (entering === 'unverified') return entering;
    const user = await this.makers.vouched(entering, entering.said, entering.role);
    return user === null ? 'no_access' : { user, token: await this.sessions.begin(user.id, from.agent) };
  }

  private async claims(
    config: client.Configuration,
    answer: URL,
    { state, nonce, verifier }: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ): Promise<Readonly<Record<string, unknown>> | 'refused' | 'provider'> {
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(config, answer, checks);
      const claims = tokens.claims()!;
      if (claims['email'] !== undefined) return claims;
      // Many providers keep the address out of the token.
      return { ...claims, ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)) };
    } catch (error) {
      const isAway = isSilence(error) || (error instanceof Error && isSilence(error.cause));
      this.log.warn(`${isAway ? 'the provider does not answer' : 'an answer was refused'}: ${tell(error)}`);
      return isAway ? 'provider' : 'refused';
    }
  }

  /** Null: it cannot be reached, or is not what it should be. */
  private async provider(): Promise<client.Configuration | null> {
    const { oidc } = this.settings.values;
    if (oidc === null) return null;
    if (this.known === undefined || this.known.until < performance.now())
      this.known = { config: discover(oidc), until: performance.now() + trustedFor };
    try {
      return await this.known.config;
    } catch (error) {
      this.known = undefined;
      this.log.error(
        `OIDC_ISSUER ${oidc.issuer} cannot be used: ${tell(error)}. It has to answer at ${oidc.issuer}/.well-known/openid-configuration`,
      );
      return null;
    }
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  // Basic is what a provider takes that says nothing (OpenID Connect Discovery 1.0, 3).
  const authenticate: client.ClientAuth = (server, ...rest) => {
    const takesBasic = server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true;
    return (takesBasic ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret))(server, ...rest);
  };
  // Http is for the loopback alone: the settings see to it.
  const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  return client.discovery(new URL(issuer), clientId, undefined, authenticate, { timeout: waitSeconds, execute });
}

/** Of an error or what caused it: no answer, none in time, or one of a server that is broken. By names: fetch has its own classes. */
function isSilence(cause: unknown): boolean {
  const { name, code, status = 0 } = (cause ?? {}) as { name?: string; code?: string; status?: number };
  return name === 'TypeError' || name === 'TimeoutError' || code === 'OAUTH_TIMEOUT' || status >= 500;
}

/** Without what came with it: tokens and codes are no one's to read. */
function tell(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'error' in error && typeof error.error === 'string' ? ` (${error.error})` : '';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${code}${cause}`.replaceAll(/\s+/g, ' ').slice(0, 300);
}
