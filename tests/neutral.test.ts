import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './support/repository.ts'

// render/ and minikube/ are an engine that any team can copy: what it knows of this system, it reads from base,
// environments and docker.

/** Names of this system, and of what it is made of. */
const OURS = /todo|front-?end|mcp|ai-agent|postgres|back-?end/i

/** Ingress and the routes of Gateway API have backends; kubectl-ai has options that begin with --mcp. */
const FIELDS =
  /\b(default|wrong|route|service|ingressservice|service)?back-?ends?(port|refs?|of)?\b|routeBackends|ingressBackends|--mcp-/gi

test('no file of the engine names a part of this system', () => {
  const files = globSync('{render,minikube}/**/*.{ts,json,js,css,yaml}', { cwd: ROOT }).filter(
    // Former names of rules are what they were.
    (path) => !path.startsWith('render/schemas/kubernetes/') && path !== 'render/verify/renamed.ts',
  )
  expect(files.length).toBeGreaterThan(400)
  const found = files.flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        OURS.test(line.replace(FIELDS, '')) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  )
  expect(found).toEqual([])
})
