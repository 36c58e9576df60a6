import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addMinikubeCommand } from '../../minikube/command.ts'
import { addAssistCommands } from '../../render/cli/assist-commands.ts'
import { addImageCommands } from '../../render/cli/image-commands.ts'
import { program as bare } from '../../render/cli/program.ts'
import { addReleaseCommands } from '../../render/cli/release-commands.ts'
import { addRenderCommands } from '../../render/cli/render-commands.ts'
import { addVendorCommands } from '../../render/cli/vendor-commands.ts'

const program = () => {
  const made = bare()
  for (const add of [
    addRenderCommands,
    addReleaseCommands,
    addImageCommands,
    addAssistCommands,
    addVendorCommands,
    addMinikubeCommand,
  ])
    add(made)
  return made
}

const helpOf = (name: string): string => {
  let text = ''
  const command = program().commands.find((each) => each.name() === name)
  command?.configureOutput({ writeOut: (part) => (text += part) }).outputHelp()
  return text
}

const examplesOf = (name: string): string[] =>
  (helpOf(name).split('\nExamples:\n')[1] ?? '')
    .split('\n')
    .flatMap((line) => /^ {2}(npm .*)$/.exec(line)?.[1] ?? [])

/** The words of a line as a shell reads them, as far as examples need it. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const names = program().commands.map((command) => command.name())

/** Examples name the first service of the repository, whichever it is. */
const OWN = new RegExp(
  `(Deployment/|--image |--service |does )${readdirSync('base/services').sort()[0]}\\b`,
  'g',
)

test('help of every command, as recorded', async () => {
  const help = names.map(helpOf).join('\n\n').replaceAll(OWN, '$1SERVICE')
  await expect(help).toMatchFileSnapshot('recorded/help.txt')
})

test.each(names)(
  'help of %s: the line people type, the options of every command, and two to four examples',
  (name) => {
    const help = helpOf(name)
    expect(help).toMatch(new RegExp(`^Usage: npm run ${name} -- \\[options\\]`))
    expect(help).toContain('-C, --directory <path>')
    expect(help).toContain('--json')
    const examples = examplesOf(name)
    expect(examples.length).toBeGreaterThanOrEqual(2)
    expect(examples.length).toBeLessThanOrEqual(4)
  },
)

test.each(names.flatMap((name) => examplesOf(name).map((line) => ({ name, line }))))(
  'an example can be pasted: $line',
  ({ name, line }) => {
    const [npm, run, ...rest] = words(line).filter((word, index) => !(index === 2 && word === '-s'))
    expect([npm, run, rest[0]]).toEqual(['npm', 'run', name])
    // npm hands on what comes behind the first --; options before it would be its own.
    const dashes = rest.indexOf('--')
    const passed = rest.toSpliced(dashes === -1 ? rest.length : dashes, 1)
    expect(
      rest.slice(0, dashes === -1 ? rest.length : dashes).filter((word) => word.startsWith('-')),
    ).toEqual([])
    const parser = program()
    let ran = false
    for (const command of parser.commands)
      command.action(() => {
        ran = true
      })
    parser.parse(passed, { from: 'user' })
    expect(ran).toBe(true)
  },
)
