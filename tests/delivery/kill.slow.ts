import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { type Clones, removeTemplate } from './clones.ts'
import { expectRecovery, type Kill, makeHistory } from './kills.ts'

// The points at which most is half done. Every point of every command in every mode: `npm run test:races`.

let history: Clones
beforeAll(async () => {
  history = await makeHistory(mkdtempSync(join(tmpdir(), 'todo-gitops-kills-')))
})
afterAll(() => {
  removeTemplate()
  rmSync(history.folder, { recursive: true, force: true })
})

const CASES: readonly (Pick<Kill, 'name' | 'mode' | 'how'> & { at: readonly string[] })[] = [
  {
    ...{ name: 'bump', mode: 'the working tree', how: 'before' },
    at: ['renameSync .render/stage/1', 'git reset', 'git update-ref', 'git merge-base'],
  },
  {
    name: 'bump',
    mode: 'the working tree',
    how: 'amid',
    at: ['writeFileSync .git/gitops-render/work-branch.json', 'git reset'],
  },
  { name: 'rollback', mode: 'the working tree', how: 'amid', at: ['git update-ref'] },
  { name: 'promote', mode: '--push', how: 'before', at: ['git push'] },
  { name: 'hold', mode: '--push', how: 'amid', at: ['git push'] },
  {
    name: 'release-hold',
    mode: '--push --github',
    how: 'amid',
    at: ['PATCH /repos/todo/gitops/git/refs/heads%2Fmain'],
  },
  { name: 'promote', mode: '--pull-request', how: 'amid', at: ['POST /repos/todo/gitops/git/refs'] },
]

test.each(CASES)('$name in $mode, killed $how $at: the next run recovers', async ({ at, ...kill }) => {
  for (const [index, point] of at.entries())
    await expectRecovery(history, { ...kill, point, between: index % 2 === 0 })
})
