// APPLY_CONFIG=watch: what is saved in the folder is applied at once. What does not compile is told, and the last good version stays in force.

import type { SavedProblem } from './saved-problem.service.js';
import { UnreadableFolder } from '#libs/workspaces/read-folder.service.js';
import { watchFolder } from '#libs/workspaces/watch-folder.service.js';
import { type Applied, InvalidWorkspace, type WorkspacesService } from '#libs/workspaces/workspaces.service.js';

export interface Reload {
  readonly folder: string;
  readonly workspaces: WorkspacesService;
  readonly problem: SavedProblem;
  tell(line: string): void;
  /** Epoch ms. */
  now(): number;
}

/**
 * Applies the folder as it is now.
 * @returns null: it has mistakes, which were told, and an earlier version is there to go on with
 * @throws InvalidWorkspace, UnreadableFolder when there is no earlier version
 */
export async function applyOrKeep({ folder, workspaces, problem, tell, now }: Reload): Promise<Applied | null> {
  try {
    const applied = await workspaces.applyFolder(folder, now(), 'save');
    problem.text = null;
    return applied;
  } catch (error) {
    const standing = error instanceof InvalidWorkspace || error instanceof UnreadableFolder ? await workspaces.newest() : null;
    if (standing === null) throw error;
    problem.text = (error as Error).message;
    tell(`${problem.text}\n\nversion ${standing} stays in force; save again when it is mended`);
    return null;
  }
}

/** @returns ends it */
export function reloadOnSave(reload: Reload): () => Promise<void> {
  return watchFolder(reload.folder, async () => {
    try {
      const applied = await applyOrKeep(reload);
      if (applied?.isNew === true) reload.tell(`workspace applied from ${reload.folder} (version ${applied.version})`);
    } catch (error) {
      reload.tell(`the workspace was not applied: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
