import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderAll } from '../../render/commands/render-all.ts'
import { factsOf, subjectOf } from '../../render/commands/rule-input.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import type { Subject } from '../../render/verify/rule.ts'
import { kustomizeBuild } from './kustomize.ts'
import { ROOT } from './repository.ts'

/**
 * What the rules look at, of an environment in the repository at `root`: rendered, and built by real kustomize. Needs
 * no test runner, for scripts.
 */
export async function builtSubject(name: string, root: string): Promise<Subject> {
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
