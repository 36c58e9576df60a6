import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { run } from '../../repository/run.ts'
import { copyOfRepository, ROOT, write } from '../../support/repository.ts'

/** A clone of a repository such as this one, rendered and committed, whose images are built from a few bytes. */
export async function workTree(): Promise<{ root: string; git: (...args: string[]) => string }> {
  const root = copyOfRepository()
  cpSync(join(ROOT, '.gitignore'), join(root, '.gitignore'))
  for (const folder of ['ai-agent', 'backend', 'frontend', 'mcp-server', 'scripted-model'])
    write(root, {
      [`docker/${folder}/Dockerfile`]: `# ${folder}\n`,
      [`docker/${folder}/package.json`]: JSON.stringify({ name: `@todo/${folder}` }),
    })
  cpSync(join(import.meta.dirname, 'scripted-model'), join(root, 'docker/scripted-model'), {
    recursive: true,
  })
  write(root, { 'docker/package.json': '{"workspaces":["*"]}' })
  expect((await run(root, ['render'])).exit).toBe(0)
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    }).trim()
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all')
  git('commit', '--quiet', '--message=first')
  return { root, git }
}
