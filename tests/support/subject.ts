import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { renderAll } from '../../render/commands/render-all.ts'
import { factsOf, subjectOf } from '../../render/commands/rule-input.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import type { Subject } from '../../render/verify/rule.ts'
import { kustomizeBuild } from './kustomize.ts'
import { layOut, ROOT } from './repository.ts'

/**
 * What the rules look at, of an environment in the repository at `root` (by default one as layOut writes it): rendered,
 * and built by real kustomize. Each call gives an object of its own, which a test may change as it likes.
 */
export async function subjectFor(name: string, root: string = laidOut()): Promise<Subject> {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  if (problems.length > 0 || rendering.problems.length > 0)
    throw new Error(JSON.stringify([...problems, ...rendering.problems], null, 2))
  if (root !== ROOT)
    for (const { path, text } of rendering.files) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  const { manifests } = await kustomizeBuild(join(root, 'overlays', name))
  return subjectOf(rendering, name, manifests, factsOf(inputs, rendering))
}

let shared: string | undefined

function laidOut(): string {
  if (shared === undefined) {
    shared = mkdtempSync(join(tmpdir(), 'todo-gitops-subject-'))
    layOut(shared)
  }
  return shared
}

afterAll(() => {
  if (shared !== undefined) rmSync(shared, { recursive: true, force: true })
  shared = undefined
})
