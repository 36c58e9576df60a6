import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { quoted } from '../../render/text/shell.ts'
import { findOnPath } from '../../render/tools/program.ts'
import { ROOT } from '../support/repository.ts'
import { chartRepository, packaged } from './serve.ts'
import { repositoryWith, sourceText } from './vendored.ts'

/** `script` of util-linux runs a command in a pseudo-terminal, and ends as it did. */
const SCRIPT = process.platform === 'linux' ? findOnPath('script') : undefined

/** What erases a line, or the rest of one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const ERASED = /\u001b\[[02]?K/

async function atTerminal(columns: number, root: string, ...args: readonly string[]) {
  const run = [process.execPath, join(ROOT, 'render/cli.js'), '-C', root, ...args].map(quoted).join(' ')
  const command = `stty cols ${columns} && ${run}`
  // Within a workflow ora shows nothing, terminal or not.
  const env = { TERM: 'xterm-256color', CI: undefined, GITHUB_ACTIONS: undefined, NODE_OPTIONS: '' }
  const { exitCode, stdout } = await execa(SCRIPT ?? '', ['-qec', command, '/dev/null'], {
    env,
    reject: false,
  })
  return { exitCode, screen: stdout, lines: stripVTControlCharacters(stdout).split(/[\r\n]+/) }
}

test.skipIf(!SCRIPT)('at a terminal, what is fetched is told while it is, and gone afterwards', async () => {
  const archive = await packaged()
  const repository = await chartRepository({ '1.0.0': archive })
  const root = repositoryWith(sourceText(repository.url, archive))
  const { exitCode, screen, lines } = await atTerminal(80, root, 'vendor')
  expect(exitCode).toBe(0)
  expect(screen).toContain('Fetching and rendering cache')
  // The line of the spinner is erased and the cursor shown again before anything else is printed.
  const after = screen.slice(screen.lastIndexOf('Fetching and rendering cache'))
  expect(after).toMatch(ERASED)
  expect(after).toContain('\u001b[?25h')
  expect(lines.at(-1)).not.toContain('Fetching')

  repository.dying = true
  const failed = await atTerminal(80, root, 'vendor', '--refetch')
  expect(failed.exitCode).toBe(3)
  expect(failed.screen).toContain('base/vendor/cache: helm pull:')
  expect(failed.lines).toContain('Nothing was written.')
  expect(failed.screen.slice(failed.screen.lastIndexOf('Fetching'))).toContain('\u001b[?25h')
})

test.skipIf(!SCRIPT)('a terminal without a width shows the outcome alone', async () => {
  const archive = await packaged()
  const repository = await chartRepository({ '1.0.0': archive })
  const root = repositoryWith(sourceText(repository.url, archive))
  const { exitCode, screen } = await atTerminal(0, root, 'vendor')
  expect(exitCode).toBe(0)
  expect(screen).not.toContain('Fetching')
})
