// Every act that a workflow's `do` can ask for, with its fields: data, for the compiler and the documentation.
// To add one: its declaration in its vendor's folder, and its line here.

import type { ActionDeclaration } from '#libs/language/action-declaration.js';
import { upsertContact } from './hubspot/upsert-contact.js';
import { postMessage } from './slack/post-message.js';

export const declaredActions: readonly ActionDeclaration[] = [upsertContact, postMessage];
