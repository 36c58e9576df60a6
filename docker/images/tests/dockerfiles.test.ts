import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pinnedBases, withBases } from '../bases/bases.ts'
import { SERVICES } from '../services.ts'

const workspace = dirname(dirname(import.meta.dirname))
const dockerfileOf = (name: string): string => readFileSync(join(workspace, name, 'Dockerfile'), 'utf8')
const compose = readFileSync(join(workspace, 'compose.yaml'), 'utf8')

const sharedLines = (name: string, port: number): readonly string[] =>
  dockerfileOf(name)
    .split('\n')
    .filter((line) => !/^#|^CMD|image\.description=/.test(line))
    .filter((line) => !line.includes(name) && !line.includes(String(port)))

describe.each(SERVICES)('$name', ({ name, port, readyPath }) => {
  const dockerfile = dockerfileOf(name)
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))

  it('names both bases in plain FROM lines, pinned by digest, the same as every other image', () => {
    const bases = pinnedBases(dockerfile)
    expect(bases).toEqual(pinnedBases(dockerfileOf('backend')))
    for (const image of Object.values(bases)) expect(image).toMatch(/:[\w.-]+@sha256:[0-9a-f]{64}$/)
    const stages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)
    expect(stages).toEqual([...Object.values(bases), 'build-base', 'build-base', 'run-base'])
  })

  it('is built on other bases where the test has to', () => {
    const others = { BUILD_IMAGE: 'localhost/build:1', RUN_IMAGE: 'localhost/run:1' }
    const changed = withBases(dockerfile, { ...others, local: true })
    expect(pinnedBases(changed)).toEqual(others)
    expect(changed).not.toContain('@sha256:')
  })

  it('installs this service from the lockfile, and needs no shell in its last stage', () => {
    expect(dockerfile).toContain(`npm ci --workspace ${name} `)
    expect(dockerfile).not.toContain('omit optional')
    expect(lastStage).not.toMatch(/^RUN/m)
    expect(lastStage).toMatch(/^USER 1001:1001$/m)
  })

  it('starts a file that exists, and asks the documented port how it is', () => {
    const main = /^CMD \["(\S+)"\]$/m.exec(lastStage)?.[1] ?? ''
    expect(existsSync(join(workspace, name, main))).toBe(true)
    expect(lastStage).toContain(`WORKDIR /app/${name}\n`)
    expect(lastStage).toContain(`EXPOSE ${port}\n`)
    expect(lastStage).toContain(`http://127.0.0.1:${port}${readyPath}'`)
  })

  it('is the same as the others but for the lines that name the service, its port and its program', () => {
    expect(sharedLines(name, port)).toEqual(sharedLines('backend', 8000))
  })

  it('is part of compose.yaml', () => {
    expect(compose).toContain(`dockerfile: ${name}/Dockerfile`)
  })
})

it('compose.yaml publishes the frontend alone, on the loopback', () => {
  expect([...compose.matchAll(/^\s+ports:(.*)$/gm)].map(([, ports]) => ports?.trim())).toEqual([
    '["127.0.0.1:3000:3000"]',
  ])
})

it('compose.yaml pins what it does not build, and holds no secret', () => {
  for (const [, image] of compose.matchAll(/^\s+image: (\S+)$/gm))
    expect(image).toMatch(/^todo\/|@sha256:[0-9a-f]{64}$/)
  for (const [, value] of compose.matchAll(/(?:PASSWORD|SECRET): (?:&\w+ )?(.*)$/gm))
    expect(value).toMatch(/^(\*\w+|\$\{\w+:\?.*\})$/)
})
