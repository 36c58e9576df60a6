import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { addMinikubeCommand } from '../../../../minikube/command.ts'
import { addAssistCommands } from '../../../../render/cli/assist-commands.ts'
import { addImageCommands } from '../../../../render/cli/image-commands.ts'
import { program as bare } from '../../../../render/cli/program.ts'
import { addReleaseCommands } from '../../../../render/cli/release-commands.ts'
import { addRenderCommands } from '../../../../render/cli/render-commands.ts'
import { addSystemCommands } from '../../../../render/cli/system-commands.ts'
import { addVendorCommands } from '../../../../render/cli/vendor-commands.ts'
import { ROOT } from '../../../support/repository.ts'

// What documents promise, held against the code: commands and their options, files, alerts, sections.

const DOCUMENTS = [
  'AGENTS.md',
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('docs/**/*.md', { cwd: ROOT }),
].sort()
const textOf = (document: string): string => readFileSync(join(ROOT, document), 'utf8')
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }

const program = bare()
for (const add of [
  addRenderCommands,
  addReleaseCommands,
  addImageCommands,
  addAssistCommands,
  addMinikubeCommand,
  addSystemCommands,
  addVendorCommands,
])
  add(program)
const commands = new Map(program.commands.map((command): [string, Command] => [command.name(), command]))
const general = ['--help', ...program.options.map(({ long }) => long)]

/** Each `npm run NAME ...` up to the end of the line or of the code; lines that end in a backslash count as one. */
const calls = (text: string): { name: string; rest: string }[] =>
  [...text.replaceAll('\\\n', ' ').matchAll(/npm run (?:-s )?([a-z][a-z0-9:-]*)([^`\n]*)/g)].map((match) => ({
    name: match[1] as string,
    rest: match[2] as string,
  }))

describe.each(DOCUMENTS)('%s', (document) => {
  const text = textOf(document)

  test('names scripts that exist', () => {
    const unknown = calls(text).filter(({ name }) => !Object.hasOwn(scripts, name))
    expect(unknown).toEqual([])
  })

  test('names options that the commands have', () => {
    const unknown = calls(text).flatMap(({ name, rest }) => {
      const command = commands.get(name)
      // What stands behind a second -- is another program's.
      const own = rest.replace(/^\s*--\s/, ' ').split(/\s--\s/)[0] as string
      const given = [...own.matchAll(/(?<=^|[\s(])(--[a-z][a-z-]*)/g)].map((match) => match[1] as string)
      const known = [...general, ...(command?.options.map(({ long }) => long) ?? [])]
      return command
        ? given.filter((option) => !known.includes(option)).map((option) => `${name} ${option}`)
        : []
    })
    expect(unknown).toEqual([])
  })

  test('names options that scripts without a command line of ours know', () => {
    const unknown = calls(text).flatMap(({ name, rest }) => {
      const file = /pinned-node\.mjs ((?:tests|render)\/\S+\.ts)$/.exec(scripts[name] ?? '')?.[1]
      if (file === undefined) return []
      const known = globSync(`${dirname(file)}/*.ts`, { cwd: ROOT })
        .map(textOf)
        .join('\n')
      const given = [...rest.matchAll(/(?<=^|[\s(])--([a-z][a-z-]*)/g)].map((match) => match[1] as string)
      return given
        .filter((option) => !new RegExp(`(--|['"\\s{,])${option}\\b`).test(known))
        .map((option) => `${name} --${option}`)
    })
    expect(unknown).toEqual([])
  })

  test('links to files and sections that are there', () => {
    const dead = [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)/g)].flatMap(
      ([, path = '', section = '']) => {
        const target = path === '' ? document : join(dirname(document), path)
        if (!existsSync(join(ROOT, target))) return [target]
        if (section === '' || !target.endsWith('.md')) return []
        return anchorsOf(textOf(target)).includes(section.slice(1)) ? [] : [`${target}${section}`]
      },
    )
    expect(dead).toEqual([])
  })
})

/** Sections as GitHub links them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map((match) =>
    (match[1] as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

test('the check of calls sees what is wrong', () => {
  expect(calls('Run `npm run -s bump -- --image x`, then\nnpm run secrets A \\\n  --restart')).toEqual([
    { name: 'bump', rest: ' -- --image x' },
    { name: 'secrets', rest: ' A    --restart' },
  ])
})

test('every command is explained in a document, or used in a workflow', () => {
  const workflows = globSync('.github/workflows/*.yaml', { cwd: ROOT })
  const all = [...DOCUMENTS, ...workflows].map(textOf).join('\n')
  const silent = [...commands.keys()].filter((name) => !new RegExp(`npm run (-s )?${name}\\b`).test(all))
  expect(silent).toEqual([])
})

test('the front page of docs/ leads to every document there', () => {
  const front = textOf('docs/README.md')
  const unlinked = globSync('*.md', { cwd: join(ROOT, 'docs') }).filter(
    (name) => name !== 'README.md' && !front.includes(`](${name}`),
  )
  expect(unlinked).toEqual([])
})
