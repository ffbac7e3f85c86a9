// A real OpenID Connect provider on the loopback, which signs everybody in as who the test says.

import { jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Claims {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

export interface LoopbackProvider {
  readonly issuer: string;
  /** Signs in whoever comes as this one. */
  as(claims: Claims): void;
  /** `away`: connections are cut. */
  be(state: 'there' | 'away'): void;
  /** Goes the way that a browser goes, from an authorization address to where the provider sends it back. */
  follow(address: string): Promise<URL>;
  stop(): Promise<void>;
}

export const client = { id: 'millrace', secret: 'secret-of-the-test' } as const;

/** @param back where it may send somebody; known only when the server listens, so it is asked for late */
export async function loopbackProvider(): Promise<LoopbackProvider & { register(back: string): void }> {
  let claims: Claims = {};
  let state: 'there' | 'away' = 'there';
  let backs: string[] = [];
  let handle: ReturnType<Provider['callback']> | undefined;
  let provider: Provider;
  const server: Server = createServer((request, response) => {
    if (state === 'away') request.socket.destroy();
    else if (request.url?.startsWith('/interaction/') === true)
      void provider.interactionFinished(request, response, { login: { accountId: 'somebody' } }, { mergeWithLastSubmission: false });
    else void handle!(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const register = (back: string): void => {
    backs = [back];
    // It warns of what is only for tests.
    for (const level of ['warn', 'info'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
    provider = new Provider(issuer, {
      clients: [
        { client_id: client.id, client_secret: client.secret, redirect_uris: backs, token_endpoint_auth_method: 'client_secret_basic' },
      ],
      cookies: { keys: ['of the test'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...claims }) }),
      // Nobody is asked whether this server may know the address.
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({ clientId: client.id, accountId: context.oidc.session!.accountId! });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
    handle = provider.callback();
  };

  return {
    issuer,
    register,
    as: (next) => void (claims = next),
    be: (next) => void (state = next),
    follow: async (address) => {
      const jar = new Map<string, string>();
      for (let at = new URL(address), steps = 0; steps < 10; steps += 1) {
        if (at.origin !== issuer) return at;
        const answer = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const cookie of answer.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
          jar.set(name!, value!);
        }
        const next = answer.headers.get('location');
        if (next === null) throw new Error(`The provider answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
        at = new URL(next, at);
      }
      throw new Error('The provider sends one round in circles.');
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
