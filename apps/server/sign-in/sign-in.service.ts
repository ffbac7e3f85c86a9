// Signing in by password or by a link that works once. A wrong password, an unknown address and a disabled user sound the same.

import {
  ConflictException,
  HttpException,
  Injectable,
  NotFoundException,
  UnauthorizedException,
  UnprocessableEntityException,
} from '@nestjs/common';
import { passwordProblem } from './password-problem.js';
import { PasswordsService } from './passwords.service.js';
import { isRole } from './role.js';
import { SessionsStore, type User } from './sessions.store.js';
import { UsersService } from './users.service.js';
import { type Link, UsersStore } from './users.store.js';

export interface From {
  /** Address of the other side. */
  readonly place: string;
  readonly agent: string;
}

export interface SignedIn {
  readonly token: string;
  readonly user: User;
}

type Body = Readonly<Record<string, unknown>>;

@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersStore,
    private readonly sessions: SessionsStore,
    private readonly passwords: PasswordsService,
    private readonly makers: UsersService,
  ) {}

  async byPassword(body: unknown, from: From): Promise<SignedIn> {
    const { email, password } = mapOf(body);
    const address = readEmail(email);
    const given = readText(password, 'password', 200);
    await this.refuseTooMany(address, from.place);
    const user = await this.users.withPassword(address);
    if (!(await this.passwords.holds(user?.password ?? null, given)) || user === null) {
      await this.users.noteFailure(address, from.place);
      throw new UnauthorizedException('address or password is wrong');
    }
    await this.users.forgetFailures(address);
    const { password: _, ...who } = user;
    return { user: who, token: await this.sessions.begin(user.id, from.agent) };
  }

  async link(body: unknown): Promise<Link> {
    const { token } = mapOf(body);
    const link = typeof token === 'string' ? await this.users.link(token) : null;
    if (link === null) throw new NotFoundException('this link has been used, is over, or is not complete; ask an admin for another');
    return link;
  }

  async accept(body: unknown, from: From): Promise<SignedIn> {
    const link = await this.link(body);
    const { token, email, name, password } = mapOf(body);
    if (link.purpose === 'demo') return this.made(token as string, { email: 'demo@localhost', name: 'Demo', password: null }, from);
    const address = link.email ?? readEmail(email);
    const called = readText(name, 'name', 100).trim();
    if (called === '') throw wrong('name', 'a name is missing', 'as others call you');
    const given = await this.checked(password, [address, called]);
    return this.made(token as string, { email: address, name: called, password: given }, from);
  }

  async changePassword(user: User, session: string, body: unknown, from: From): Promise<void> {
    const { current, next } = mapOf(body);
    await this.refuseTooMany(user.email, from.place);
    const known = await this.users.withPassword(user.email);
    const isRight = await this.passwords.holds(known?.password ?? null, readText(current, 'current', 200));
    if (!isRight) {
      await this.users.noteFailure(user.email, from.place);
      throw wrong('current', 'this is not your password', 'the one you signed in with');
    }
    await this.users.setPassword(user.id, await this.checked(next, [user.email, user.name]));
    await this.sessions.endAll(user.id, session);
  }

  /** @returns a token for the link that makes the user */
  async invite(body: unknown, by: string): Promise<{ token: string; email: string }> {
    const { email, role } = mapOf(body);
    const address = readEmail(email);
    if (!isRole(role)) throw wrong('role', 'there is no such role', 'one of admin, ops, rep, viewer');
    if ((await this.users.list()).some((user) => user['email'] === address)) throw new ConflictException('this address has a user already');
    return { email: address, token: await this.users.makeLink({ purpose: 'invitation', role, email: address }, by, 7 * 24) };
  }

  private async made(token: string, user: { email: string; name: string; password: string | null }, from: From): Promise<SignedIn> {
    const made = await this.makers.useLink(token, user);
    if (made === null) throw new ConflictException('this link has been used, or the address has a user already');
    return { user: made, token: await this.sessions.begin(made.id, from.agent) };
  }

  private async checked(password: unknown, about: readonly string[]): Promise<string> {
    const text = readText(password, 'password', 1000);
    const problem = passwordProblem(text, about);
    if (problem !== null) throw wrong('password', problem, 'three or four words that only you would put together');
    return this.passwords.hash(text);
  }

  private async refuseTooMany(email: string, place: string): Promise<void> {
    const seconds = await this.users.waitFor(email, place);
    if (seconds > 0) throw new HttpException(`too many attempts; try again in ${Math.ceil(seconds / 60)} minutes`, 429);
  }
}

function mapOf(body: unknown): Body {
  return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Body) : {};
}

function readEmail(value: unknown): string {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(text) || text.includes('\u0000'))
    throw wrong('email', 'this is no e-mail address', 'as nina@acme.example');
  return text;
}

function readText(value: unknown, field: string, longest: number): string {
  if (typeof value === 'string' && value !== '' && value.length <= longest && !value.includes('\u0000') && value.isWellFormed())
    return value;
  throw wrong(field, `"${field}" is missing or too long`, `a text of at most ${longest} characters`);
}

function wrong(field: string, message: string, fix: string): UnprocessableEntityException {
  return new UnprocessableEntityException({ message, errors: [{ field, message, fix }] });
}
