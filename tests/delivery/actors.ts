import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { commitAll, git, tell } from './clones.ts'
import { holdsAt, releaseAt } from './truth.ts'

/** What a turn came to. */
export type Turn =
  | {
      readonly kind: 'accepted'
      readonly commit: string
      readonly tries: number
      /** Whether a commit holds what was asked for. */
      readonly holds: (root: string, commit: string) => boolean
    }
  /** There was nothing to do, or it was refused. */
  | { readonly kind: 'nothing'; readonly tries: number }
  | { readonly kind: 'gave up' }

export interface Round {
  /** A clone of the actor's own. */
  readonly root: string
  /** Unlike that of any other turn. */
  readonly name: string
  readonly number: number
  /** The commit that the actor's build was made from. */
  readonly source: string
}

type Actor = (round: Round) => Promise<Turn>

/** Who takes part; the first three bump, hold and edit. */
export const ACTORS: readonly Actor[] = [
  bumper('staging', ['backend']),
  holder('production', 'mcp-server'),
  editor('staging'),
  bumper('staging', ['backend', 'frontend']),
  promoter('staging', 'production', 'backend'),
  bumper('production', ['mcp-server', 'frontend']),
  editor('production'),
  bumper('staging', ['ai-agent', 'frontend']),
]

function bumper(environment: string, services: readonly string[]): Actor {
  return async ({ root, name, source }) => {
    const digest = `sha256:${createHash('sha256').update(name).digest('hex')}`
    const images = services.flatMap((service) => ['--image', `${service}=${name}@${digest}`])
    const args = ['bump', '--environment', environment, '--commit', source, ...images]
    return deliver(root, args, (json) => {
      const moved = (json['decisions'] as { service: string; action: string }[]).filter(
        ({ action }) => action === 'set',
      )
      return (at, commit) => {
        const runs = releaseAt(at, commit, environment)
        return moved.length > 0 && moved.every(({ service }) => runs[service]?.tag === name)
      }
    })
  }
}

function promoter(from: string, to: string, service: string): Actor {
  return ({ root }) =>
    deliver(root, ['promote', '--from', from, '--to', to, '--service', service], () => (at, commit) => {
      const [one, other] = [releaseAt(at, commit, from)[service], releaseAt(at, commit, to)[service]]
      return one !== undefined && one.digest === other?.digest
    })
}

/** Holds in even rounds, lifts in odd ones. */
function holder(environment: string, service: string): Actor {
  return ({ root, name, number }) => {
    const held = (at: string, commit: string) => holdsAt(at, commit, environment).services?.[service]?.reason
    const reason = `because of ${name}`
    return number % 2 === 0
      ? deliver(root, ['hold', environment, '--service', service, '--reason', reason], () => (at, commit) => {
          return held(at, commit) === reason
        })
      : deliver(root, ['release-hold', environment, '--service', service], () => (at, commit) => {
          return held(at, commit) === undefined
        })
  }
}

async function deliver(
  root: string,
  args: readonly string[],
  effect: (json: Readonly<Record<string, unknown>>) => (root: string, commit: string) => boolean,
): Promise<Turn> {
  const { exit, signal, stderr, json } = await tell(root, [...args, '--push'], { killAfter: 300_000 })
  if (exit === 3 && /moved 11 times/.test(stderr)) return { kind: 'gave up' }
  expect({ exit, signal, stderr }).toEqual({ exit: exit === 1 ? 1 : 0, signal: null, stderr: '' })
  const tries = json['tries'] as number
  if (!json.commit) return { kind: 'nothing', tries }
  return { kind: 'accepted', commit: json.commit, tries, holds: effect(json) }
}

/** A person with an editor: takes the newest state, changes it, renders, commits, pushes; and again if it has moved. */
function editor(environment: string): Actor {
  const file = `environments/${environment}/environment.yaml`
  return async ({ root, name }) => {
    const host = `host: ${name}.example.com\n`
    for (let tries = 1; tries <= 100; tries++) {
      git(root, 'fetch', '--quiet', 'origin', 'main')
      git(root, 'reset', '--quiet', '--hard', 'origin/main')
      const text = readFileSync(join(root, file), 'utf8')
      writeFileSync(join(root, file), text.replace(/^host: .*\n/m, host))
      expect(await tell(root, ['render'])).toMatchObject({ exit: 0 })
      const commit = commitAll(root, `Serve ${environment} at ${name}`)
      if (pushed(root))
        return {
          ...({ kind: 'accepted', commit, tries } as const),
          holds: (at, commit) => git(at, 'cat-file', 'blob', `${commit}:${file}`).includes(host.trim()),
        }
    }
    return { kind: 'gave up' }
  }
}

function pushed(root: string): boolean {
  try {
    git(root, 'push', '--quiet', 'origin', 'HEAD:main')
    return true
  } catch (error) {
    expect(String(error)).toMatch(/fetch first|non-fast-forward|cannot lock ref|failed to update ref/)
    return false
  }
}

/** Source commits, one on top of the other, pushed at once: what builds are made from. */
export function pushSources(root: string, count: number): string[] {
  const sources = Array.from({ length: count }, (_, index) => {
    writeFileSync(join(root, 'notes.txt'), `source ${index}\n`)
    return commitAll(root, `Source ${index}`)
  })
  git(root, 'push', '--quiet', 'origin', 'HEAD:main')
  return sources
}
