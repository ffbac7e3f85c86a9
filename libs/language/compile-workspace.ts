// All files of a workspace → one checked, typed, immutable workspace, or every problem in them at once.

import { checkCircles, checkTiers, checkWriters } from './compile/cross-checks.js';
import { compileConnections, type CompiledConnections } from './compile/compile-connections.js';
import { compileAudience } from './compile/compile-audience.js';
import { compileEmail, readPartials } from './compile/compile-email.js';
import { compileLists } from './compile/compile-list.js';
import { compilePipeline } from './compile/compile-pipeline.js';
import { compilePlan } from './compile/compile-plan.js';
import type { ProviderContext } from './compile/compile-provider.js';
import { checkGoals, compileReport } from './compile/compile-report.js';
import { compileRouting } from './compile/compile-routing.js';
import { compileScore, declareScore } from './compile/compile-score.js';
import { compileSettings, type WorkspaceSettings } from './compile/compile-settings.js';
import { compileTeam } from './compile/compile-team.js';
import { compileTraits } from './compile/compile-traits.js';
import { compileWorkflow } from './compile/compile-workflow.js';
import { declareDealFields } from './compile/deal-fields.js';
import { declaredAudiences, declaredNames, declaredPipelines, declaredProviders, type Declared } from './compile/declared.js';
import { isTestFile, readDocuments, type ConfigDocument, type DocumentKind } from './compile/documents.js';
import { influenceOf } from './compile/influence.js';
import { TypedNames } from './compile/names.js';
import { Reading } from './compile/reading.js';
import { Findings } from './findings.js';
import type { Problem } from './place.js';
import { sha256 } from './sha256.js';
import type { SourceFile } from './source-file.js';
import type { StepSyntax } from './step-syntax.js';
import type { Team } from './team.js';
import type { Workspace } from './workspace.js';

export interface CompiledWorkspace {
  /** null when there is an error; warnings leave it usable. */
  readonly workspace: Workspace | null;
  /** In the order of the files, then by line. */
  readonly problems: readonly Problem[];
}

/**
 * Never throws for what a file can hold. `files` are all texts below the workspace folder (`*.test.yaml` may be among
 * them and are passed over), `steps` the kinds of step that workflows may use.
 */
export function compileWorkspace(files: readonly SourceFile[], steps: readonly StepSyntax[]): CompiledWorkspace {
  const findings = new Findings();
  const read = new Reading(findings);
  const documents = readDocuments(files, findings);
  const of = (kind: DocumentKind) => documents.filter((document) => document.kind === kind);
  const all = <Result>(kind: DocumentKind, compile: (document: ConfigDocument) => Result | undefined): readonly Result[] =>
    of(kind)
      .map(compile)
      .filter((result) => result !== undefined);

  read.lists = compileLists(documents, read);
  const settings = compileOnlySettings(of('workspace'), files, read);
  const plan = compilePlan(documents, read);
  const names = new TypedNames(plan);
  const team = compileOnlyTeam(of('team'), settings, read);
  const written = readPartials(files, read);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const declared: Declared = {
    plan,
    names,
    team,
    emails: declaredNames(documents, 'email', read),
    routings: declaredNames(documents, 'routing', read),
    workflows: declaredNames(documents, 'workflow', read),
    audiences: declaredAudiences(documents, read),
    pipelines: declaredPipelines(documents, read),
    providers: declaredProviders(documents),
  };
  declaredNames(documents, 'score', read);
  declaredNames(documents, 'report', read);
  for (const kind of ['pipeline', 'workflow'] as const) of(kind).forEach(({ root }) => declareDealFields(root, kind, names));

  const traits = compileTraits(documents, plan, names, read);
  const scores = all('score', ({ root }) => compileScore(root, names, read));
  const audiences = all('audience', ({ root }) => compileAudience(root, names, read));
  scores.forEach((score) => declareScore(score, names, read));
  const tiers = scores.filter((score) => score.of === 'account').flatMap((score) => score.tiers.map(({ tier }) => tier));
  const emails = all('email', (document) => compileEmail(document, byPath, written, read));
  const routings = all('routing', ({ root }) => compileRouting(root, { team, tiers, defaults: settings?.defaults ?? {} }, names, read));
  const pipelines = all('pipeline', ({ root }) => compilePipeline(root, plan, names, settings?.defaults.repEditsHold, read));
  const { connections, providers } = compileOnlyConnections(of('connections'), { plan, names }, read);
  const workflows = all('workflow', ({ root }) => compileWorkflow(root, steps, declared, read));
  const reports = all('report', ({ root }) => compileReport(root, declared, read));
  checkGoals(reports, read);
  checkWriters(workflows, findings);
  checkCircles(workflows, influenceOf([...traits, ...audiences], scores, providers), findings);
  checkTiers(scores, findings);
  checkPostalAddress(settings, emails, findings);

  const problems = findings.inOrderOf(files);
  if (findings.hasErrors || settings === undefined) return { workspace: null, problems };
  const { defaults: _filledIn, ...company } = settings;
  const workspace: Workspace = {
    hash: hashOf(files),
    ...company,
    plan,
    traits: [...traits, ...audiences.filter((audience) => audience.of !== 'deal')],
    dealAudiences: audiences.filter((audience) => audience.of === 'deal').sort((one, other) => (one.name < other.name ? -1 : 1)),
    scores,
    team,
    routings: byName(routings),
    pipelines: byName(pipelines),
    workflows: byName(workflows.map(({ workflow }) => workflow)),
    emails: byName(emails),
    reports: byName(reports),
    providers: byName(providers),
    connections: new Map(connections.map((connection) => [connection.vendor, connection])),
    partials: written.partials,
  };
  return { workspace, problems };
}

function compileOnlySettings(
  documents: readonly ConfigDocument[],
  files: readonly SourceFile[],
  read: Reading,
): WorkspaceSettings | undefined {
  const [first, ...others] = documents;
  for (const { root } of others)
    read.problem('E401', 'a workspace has one file that begins with "workspace:"', root.place, `the first is ${first!.file.path}`);
  if (first !== undefined) return compileSettings(first.root, read);
  const isThere = files.some((file) => /^workspace\.ya?ml$/.test(file.path));
  if (!isThere)
    read.problem(
      'E013',
      'the workspace has no workspace.yaml',
      { file: 'workspace.yaml', line: 1, column: 1 },
      'add one: workspace: NAME, time_zone: …, currency: …, sender: { name: …, email: … }',
    );
  return undefined;
}

function compileOnlyTeam(documents: readonly ConfigDocument[], settings: WorkspaceSettings | undefined, read: Reading): Team {
  const [first, ...others] = documents;
  for (const { root } of others)
    read.problem('E401', 'a workspace has one file that begins with "team:"', root.place, `the first is ${first!.file.path}`);
  return first === undefined ? { reps: new Map(), teams: new Map() } : compileTeam(first.root, settings, read);
}

function compileOnlyConnections(documents: readonly ConfigDocument[], names: ProviderContext, read: Reading): CompiledConnections {
  const [first, ...others] = documents;
  for (const { root } of others)
    read.problem('E401', 'a workspace has one file that begins with "connections:"', root.place, `the first is ${first!.file.path}`);
  return first === undefined ? { connections: [], providers: [] } : compileConnections(first.root, names, read);
}

function checkPostalAddress(
  settings: WorkspaceSettings | undefined,
  emails: readonly { readonly kind: string; readonly name: string; readonly place: Problem['place'] }[],
  findings: Findings,
): void {
  const marketing = emails.find((email) => email.kind === 'marketing');
  if (settings === undefined || settings.sender.address !== undefined || marketing === undefined) return;
  findings.warning(
    'E506',
    `the marketing email "${marketing.name}" will carry no postal address`,
    marketing.place,
    'add sender: { address: … } to workspace.yaml: most countries demand it',
  );
}

function byName<Named extends { readonly name: string }>(items: readonly Named[]): ReadonlyMap<string, Named> {
  return new Map(items.map((item) => [item.name, item]));
}

/** Tests are no part of what a workspace means. */
function hashOf(files: readonly SourceFile[]): string {
  const sorted = files.filter((file) => !isTestFile(file)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return sha256(JSON.stringify(sorted.map((file) => [file.path, file.text])));
}
