// The workspaces that `millrace init` can begin with.

import { formatYaml } from '#libs/language/format/format-yaml.js';
import type { Answers } from './answers.js';
import { productTemplate, productTrigger } from './product-template.js';
import { salesTemplate, salesTrigger } from './sales-template.js';
import { type Files, sharedFiles } from './shared-files.js';

interface Template {
  readonly about: string;
  /** The command that shows its workflow at work. */
  readonly trigger: string;
  readonly files: (answers: Answers) => Files;
}

export const templates: Readonly<Record<string, Template>> = {
  sales: { about: 'demo requests are scored, routed to reps and become deals', trigger: salesTrigger, files: salesTemplate },
  product: { about: 'people who sign up are helped to their first success', trigger: productTrigger, files: productTemplate },
};

/** Path below the folder → text, written as `millrace fmt` writes. */
export function filesOf(template: string, answers: Answers): Files {
  const files = { ...sharedFiles(answers), ...templates[template]!.files(answers) };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, path.endsWith('.yaml') ? (formatYaml(withSchema(path, text)) ?? text) : text]),
  );
}

/** Editors find by this line what a file may say. */
function withSchema(path: string, text: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up}.schemas/${kindOf(path, text)}.json\n${text}`;
}

/** The first key says what a file is; the event's and the plan's schema are named like them. */
function kindOf(path: string, text: string): string {
  if (path.endsWith('.test.yaml')) return 'test';
  return /^([a-z]+):/m.exec(text)?.[1] ?? '';
}
