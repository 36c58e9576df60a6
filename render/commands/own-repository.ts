import { type Outcome, wrong } from '../output/outcome.ts'
import { folderInLarger, notTheRoot } from '../repository/larger.ts'

/** Runs a command, unless the tree at `root` is only a folder of its repository: then all commands say the same. */
export async function inOwnRepository(
  root: string,
  command: (root: string) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const folder = folderInLarger(root)
  return folder ? wrong(notTheRoot(root, folder)) : command(root)
}
