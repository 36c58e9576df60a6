import { readFileSync } from 'node:fs'
import { execa } from 'execa'
import { vi } from 'vitest'
import { copyOfRepository, temporaryFolder, write } from '../support/repository.ts'
import { makePrograms } from '../workflows/programs/programs.ts'

/** Environments and base of this repository in a git repository, with the sources of two services. */
export async function repositoryWithSources(): Promise<{
  readonly root: string
  /** Writes files and commits them. @returns the commit. */
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<string>
}> {
  const root = copyOfRepository()
  const git = async (...args: string[]) =>
    (await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: root }))
      .stdout
  await git('init', '--quiet')
  const commit = async (files: Readonly<Record<string, string>>) => {
    write(root, files)
    await git('add', '--all')
    await git('commit', '--quiet', '--message', 'Change')
    return git('rev-parse', 'HEAD')
  }
  return { root, commit }
}

/** Puts stand-ins of programs on this process's PATH. @returns the folder with what they know. */
export function withPrograms(): string {
  const state = temporaryFolder()
  vi.stubEnv('PATH', `${makePrograms(state)}:${process.env['PATH']}`)
  return state
}

/** Lets this process be a step of a workflow. @returns its outputs so far, by name. */
export function asStep(): () => Readonly<Record<string, string>> {
  const file = `${temporaryFolder()}/output`
  write('', { [file]: '' })
  vi.stubEnv('GITHUB_OUTPUT', file)
  return () =>
    Object.fromEntries(
      [...readFileSync(file, 'utf8').matchAll(/^(\S+?)<<(\S+)\n(.*?)\n\2$/gms)].map(([, name, , value]) => [
        name as string,
        value as string,
      ]),
    )
}
