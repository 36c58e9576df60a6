import { execa } from 'execa'

/** Whether git tracks the file; false outside of a repository. */
export async function isTracked(root: string, path: string): Promise<boolean> {
  const asked = await execa('git', ['ls-files', '--error-unmatch', '--', path], { cwd: root, reject: false })
  return !asked.failed
}
