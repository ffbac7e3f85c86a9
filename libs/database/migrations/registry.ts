// Every migration, oldest first. A new one is a new file here and one line; one that was released is never changed.

import type { MigrationInterface } from 'typeorm';
import { Foundation0001 } from './0001-foundation.js';
import { Time0002 } from './0002-time.js';
import { Flow0003 } from './0003-flow.js';
import { Tasks0004 } from './0004-tasks.js';
import { Team0005 } from './0005-team.js';
import { KeyScopes0006 } from './0006-key-scopes.js';
import { SignIn0008 } from './0008-sign-in.js';
import { Every0009 } from './0009-every.js';
import { DealAudience0015 } from './0015-deal-audience.js';
import { Operations0017 } from './0017-operations.js';
import { SavedViews0012 } from './0012-saved-views.js';
import { MailIndex0018 } from './0018-mail-index.js';
import { Reporting0016 } from './0016-reporting.js';
import { WorkspacePass0014 } from './0014-workspace-pass.js';

export const migrations: readonly (new () => MigrationInterface)[] = [
  Foundation0001,
  Time0002,
  Flow0003,
  Tasks0004,
  Team0005,
  KeyScopes0006,
  SignIn0008,
  Every0009,
  SavedViews0012,
  WorkspacePass0014,
  DealAudience0015,
  Reporting0016,
  Operations0017,
  MailIndex0018,
];
