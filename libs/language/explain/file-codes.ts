// E0xx: a file that cannot be read, before anything in it is understood.

import type { Explanations } from './explanation.js';

export const fileCodes: Explanations = {
  E001: {
    title: 'a file over 256 KB',
    about: 'One file holds one thing; a file that large is a mistake or an attack.',
    wrong: 'one file with everything',
    right: 'workflows/inbound.yaml, workflows/re-engage.yaml, …',
  },
  E002: {
    title: 'not YAML',
    about: 'The text cannot be read as YAML from this place on. What follows in the file was not checked.',
    wrong: 'sender: { name: Acme',
    right: 'sender: { name: Acme }',
  },
  E003: {
    title: 'a value that wants quotes',
    about: 'YAML gives "a ? b : c", a leading !, [, `, @ and a text that goes on behind its closing quote another meaning, or none.',
    wrong: 'if: !person.can_email',
    right: "if: '!person.can_email'",
  },
  E004: {
    title: 'a key written twice',
    about: 'Of two equal keys in one map only one could count, and nobody could tell which.',
    wrong: 'again: never\nagain: after 30d',
    right: 'again: after 30d',
  },
  E005: {
    title: 'several documents in one file',
    about: 'A line "---" begins a second document. One file, one thing.',
    wrong: 'routing: a\n---\nrouting: b',
    right: 'two files',
  },
  E006: {
    title: 'an alias that cannot be followed',
    about: 'Anchors (&name) and aliases (*name) work in small number; many of them can make a small file enormous.',
    wrong: 'reps: *team',
    right: 'write the values out',
  },
  E007: {
    title: 'nested too deeply or too large',
    about: 'No file of a workspace needs more than 40 levels or 50,000 values.',
    wrong: '[[[[[[…]]]]]]',
    right: 'split the workflow and start one from the other by an event',
  },
  E008: {
    title: 'a tab as indentation',
    about: 'YAML does not allow tabs there.',
    wrong: 'sender:\n\tname: Acme',
    right: 'sender:\n  name: Acme',
  },
  E009: {
    title: 'a name that cannot be used',
    about: 'These names mean something to the machine underneath.',
    wrong: '__proto__: { type: string }',
    right: 'prototype_name: { type: string }',
  },
  E010: {
    title: 'a file of no known kind',
    about: 'The first key of a file says what it is.',
    wrong: 'name: inbound\nworkflow: inbound',
    right: 'workflow: inbound',
  },
  E011: {
    title: 'an empty file',
    about: 'A file with nothing in it, or with comments alone, says nothing.',
    wrong: '# later',
    right: 'delete the file',
  },
  E012: {
    title: 'a path outside the workspace',
    about: 'Paths are relative to the workspace folder, with forward slashes and without "..".',
    wrong: '../secrets.yaml',
    right: 'workflows/inbound.yaml',
  },
  E016: {
    title: 'too many mistakes in one file',
    about: 'Of one file a hundred mistakes are told at once. Often one of them is behind most of the others.',
    wrong: 'a file with a thousand keys that nobody knows',
    right: 'mend those that are told, and check again',
  },
  E013: {
    title: 'no workspace.yaml',
    about: 'It names the company, its zone, its currency and who e-mail is from.',
    wrong: '(no file)',
    right: 'workspace: Acme\nsender: { name: Acme, email: hello@acme.example }',
  },
  E014: {
    title: 'a text with a NUL character',
    about: 'An escape like "\\0" is YAML, but Postgres keeps no NUL in a text, so that what was applied could not be stored.',
    wrong: 'exit: "a\\0b"',
    right: 'exit: ab',
  },
  E015: {
    title: 'a file that cannot be read',
    about:
      'A workspace is made of regular files of UTF-8 text, at most a megabyte each. A link is refused: it could lead out of the folder.',
    wrong: 'workflows/inbound.yaml → /home/ana/inbound.yaml',
    right: 'workflows/inbound.yaml, a copy of it',
  },
};
