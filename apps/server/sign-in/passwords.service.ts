// Passwords as argon2id (OWASP's figures: 19 MiB, two passes), off the main thread.

import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

@Injectable()
export class PasswordsService {
  private nobodys: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password, cost);
  }

  /** Takes as long for nobody (null) as for somebody: the time tells no account. */
  async holds(hashed: string | null, password: string): Promise<boolean> {
    this.nobodys ??= hash('nobody has this password', cost);
    const is = await verify(hashed ?? (await this.nobodys), password);
    return hashed !== null && is;
  }
}
