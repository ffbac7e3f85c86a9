// What was found on this machine and at the server → one line a check: well, to be watched, or broken, with the way out.

export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
  readonly fix?: string;
}

/** As GET /api/setup answers. */
export interface Setup {
  readonly version: string;
  readonly time: string;
  readonly demo_clock: boolean;
  readonly visitor: { readonly name: string; readonly role: string };
  readonly database: { readonly postgres: string; readonly bytes: number; readonly read_only: boolean };
  readonly workspace: { readonly version: string; readonly hash: string } | null;
  readonly saved_problem: string | null;
  readonly facts: { readonly waiting: number; readonly set_aside: number; readonly lag_seconds: number };
  readonly secrets: Readonly<Record<string, number>>;
  readonly mail: 'smtp' | 'mailbox';
  readonly slack: boolean;
  readonly public_url: string | null;
}

/** What was looked at here. */
export interface Here {
  readonly node: string;
  readonly version: string;
  readonly folder: string;
  /** A text: why the folder cannot be read. */
  readonly config: string | Config;
  readonly server: string;
  readonly hasKey: boolean;
  /** The kept key can be read by others of this machine. */
  readonly isKeyOpen: boolean;
}

export interface Config {
  /** '' when it has errors. */
  readonly hash: string;
  readonly errors: number;
  readonly warnings: number;
  /** Sources whose events it names. */
  readonly uses: readonly string[];
  readonly emails: number;
  readonly postsToSlack: boolean;
}

/** What the server said; texts: why it did not. */
export interface There {
  readonly live: true | string;
  readonly ready: true | string;
  readonly setup: Setup | { readonly status: number; readonly says: string };
  /** Epoch ms by this machine's clock, in the middle of the question. */
  readonly asked: number;
}

const leastNode = [20, 19] as const;
const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says });
const warn = (check: string, says: string, fix: string): Finding => ({ check, state: 'warn', says, fix });
const fail = (check: string, says: string, fix: string): Finding => ({ check, state: 'fail', says, fix });

export function diagnose(here: Here, there: There): readonly Finding[] {
  const findings = [node(here.node), ...config(here)];
  if (here.isKeyOpen)
    findings.push(
      warn('kept key', 'others on this machine can read ~/.config/millrace/config.json', 'chmod 600 ~/.config/millrace/config.json'),
    );
  if (there.live !== true) {
    findings.push(fail('server', there.live, 'start it with npm start, or name another with --server or MILLRACE_SERVER'));
    return findings;
  }
  findings.push(ok('server', `${here.server} answers`));
  findings.push(
    there.ready === true
      ? ok('database', 'takes writes')
      : fail('database', there.ready, 'look whether Postgres runs and is the primary; the server’s log says more'),
  );
  const { setup } = there;
  if ('status' in setup) findings.push(keyProblem(here, setup));
  else findings.push(...atServer(here, setup, there.asked));
  return findings;
}

function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return isNew ? ok('node', version) : fail('node', `${version} is too old`, `install Node ${leastNode.join('.')} or newer`);
}

function config({ folder, config: found }: Here): readonly Finding[] {
  if (typeof found === 'string')
    return [fail('workspace', found, 'name its folder (millrace doctor FOLDER), or make one with millrace init')];
  if (found.errors > 0) return [fail('workspace', `${folder} has ${found.errors} errors`, `millrace check ${folder}`)];
  return found.warnings > 0
    ? [warn('workspace', `${folder} compiles, with ${found.warnings} warnings`, `millrace check ${folder}`)]
    : [ok('workspace', `${folder} compiles`)];
}

function keyProblem({ hasKey }: Here, { status, says }: { readonly status: number; readonly says: string }): Finding {
  if (status === 401)
    return hasKey
      ? fail('key', 'the server does not know this key', 'make one with millrace keys create, or look which server it is of')
      : fail('key', 'none is given', 'give one with --key or MILLRACE_KEY; the first start of a server prints one');
  if (status === 404) return fail('version', 'the server is older than this command line', 'run the same version on both sides');
  return fail('server', says, 'the server’s log says more');
}

function atServer(here: Here, setup: Setup, asked: number): readonly Finding[] {
  return [
    key(setup),
    setup.version === here.version
      ? ok('version', here.version)
      : warn('version', `the server is ${setup.version}, this command line ${here.version}`, 'run the same version on both sides'),
    clock(setup, asked),
    postgres(setup),
    ...facts(setup),
    ...running(here, setup),
    ...secrets(here, setup),
    ...mail(here, setup),
  ];
}

function key({ visitor: { name, role } }: Setup): Finding {
  return role === 'viewer'
    ? warn('key', `“${name}” may only look`, 'for plan, apply and keys use one of scope ops or admin (millrace keys create)')
    : ok('key', `“${name}”, scope ${role}`);
}

function clock({ time, demo_clock: isDemo }: Setup, asked: number): Finding {
  const seconds = Math.round(Math.abs(Date.parse(time) - asked) / 1000);
  const fix = 'set both clocks by NTP';
  if (seconds >= 180) return fail('clock', `the server’s differs by ${seconds} s: signed webhooks are refused from 180 s`, fix);
  if (seconds >= 30) return warn('clock', `the server’s differs by ${seconds} s`, fix);
  return isDemo ? warn('clock', 'can be advanced by hand (DEMO_CLOCK)', 'leave DEMO_CLOCK unset outside of demos') : ok('clock', 'agrees');
}

function postgres({ database: { postgres: version, bytes } }: Setup): Finding {
  const says = `Postgres ${version}, ${(bytes / 1e6).toFixed(0)} MB`;
  return Number(version.split('.')[0]) >= 16 ? ok('postgres', says) : fail('postgres', says, 'use Postgres 16 or newer');
}

function facts({ facts: { waiting, set_aside: setAside, lag_seconds: lag } }: Setup): readonly Finding[] {
  const slow =
    lag >= 60
      ? warn(
          'events',
          `${waiting} wait, the oldest for ${Math.round(lag)} s`,
          'look whether a process with ROLE=worker or ROLE=all runs; more workers help',
        )
      : ok('events', waiting === 0 ? 'none waits' : `${waiting} are on their way`);
  return setAside === 0
    ? [slow]
    : [slow, warn('set aside', `${setAside} events failed alone`, 'GET /api/dead-letters says why; retry or discard them')];
}

function running({ config: found }: Here, { workspace, saved_problem: saved }: Setup): readonly Finding[] {
  if (workspace === null) return [fail('version that runs', 'none was applied', 'millrace apply')];
  if (saved !== null)
    return [
      fail(
        'version that runs',
        `version ${workspace.version}, because what was saved since has errors`,
        'mend them: the server’s log and GET /api/setup have their places',
      ),
    ];
  if (typeof found === 'string' || found.hash === '') return [];
  return [
    ok(
      'version that runs',
      workspace.hash === found.hash
        ? `this folder, as version ${workspace.version}`
        : `version ${workspace.version}; millrace plan tells how this folder differs`,
    ),
  ];
}

function secrets({ config: found }: Here, { secrets: counts }: Setup): readonly Finding[] {
  const variables: Readonly<Record<string, string>> = {
    segment: 'SEGMENT_WRITE_KEYS',
    stripe: 'STRIPE_WEBHOOK_SECRETS',
    calendly: 'CALENDLY_WEBHOOK_SECRETS',
  };
  const uses = typeof found === 'string' ? [] : found.uses;
  return Object.entries(counts).map(([source, count]) => {
    if (count > 0) return ok(source, count === 1 ? 'has its secret' : `has ${count} secrets`);
    return uses.includes(source)
      ? warn(
          source,
          'has no secret: nothing of it is accepted, though this workspace uses it',
          `set ${variables[source] ?? 'its secret'} where the server starts`,
        )
      : ok(source, 'not set up, and nothing uses it');
  });
}

function mail({ config: found }: Here, { mail: by, public_url: url, slack }: Setup): readonly Finding[] {
  const { emails, postsToSlack } = typeof found === 'string' ? { emails: 0, postsToSlack: false } : found;
  const findings: Finding[] = [];
  if (by === 'smtp') findings.push(ok('mail', 'goes out by SMTP'));
  else if (emails === 0) findings.push(ok('mail', 'not set up, and nothing uses it'));
  else findings.push(warn('mail', 'stays in a local mailbox, none leaves', 'set SMTP_URL where the server starts'));
  if (by === 'smtp' && url === null)
    findings.push(
      warn('public url', 'unsubscribe links lead to the address that the server listens on', 'set PUBLIC_URL as the world reaches it'),
    );
  if (postsToSlack && !slack)
    findings.push(warn('slack', 'has no token, though this workspace posts to it', 'set SLACK_BOT_TOKEN where the server starts'));
  return findings;
}
