// What a new version does to runs under way, as stories.

import { idle, page, type Story, workflow } from './workflow-story.js';

export const publishStories: readonly Story[] = [
  {
    rule: 'changes: a run stays with the version it began with, a new one has the new version',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nsteps: [{ wait: 2h }, { exit: old }]') },
    moments: [
      { at: 0, told: [page('/')] },
      { at: 1, apply: workflow('w', 'when: [{ event: page }]\nsteps: [{ wait: 2h }, { exit: new }]') },
      { at: 1, told: [page('/', 'bo@beta.test')] },
      { at: 5 },
    ],
    runs: ['w ana@acme.test done: old', 'w bo@beta.test done: new'],
  },
  {
    rule: 'changes: a run of a workflow that is gone goes on to its end, and nobody else comes in',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nagain: after exit\nsteps: [{ wait: 2h }, { exit: old }]') },
    moments: [
      { at: 0, told: [page('/')] },
      { at: 1, apply: workflow('w', 'when: []\nsteps: [{ exit: none }]') },
      { at: 5 },
      { at: 6, told: [page('/')] },
    ],
    runs: ['w ana@acme.test done: old'],
  },
  {
    rule: 'changes: with on_publish: migrate a run moves to the new version at the same step id; one whose step is gone stays',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nsteps: [{ id: calm, wait: 2h }, { wait: 2h }, { exit: old }]') },
    moments: [
      { at: 0, told: [page('/')] },
      { at: 3, told: [page('/', 'bo@beta.test')] },
      { at: 3.5, apply: workflow('w', 'when: [{ event: page }]\non_publish: migrate\nsteps: [{ id: calm, wait: 2h }, { exit: new }]') },
      { at: 6 },
    ],
    runs: ['w ana@acme.test done: old', 'w bo@beta.test done: new'],
  },
];
