import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layOutBase, ROOT } from '../support/repository.ts'
import { type Laboratory, laboratoryOf } from './trial.ts'

/** The environments of tests/mutation/environments, which no bump and no adopter changes. */
export const ENVIRONMENTS = ['minikube', 'staging', 'production'] as const

/** A laboratory for each environment, built by real kustomize from base as it is. */
export async function laboratories(): Promise<Laboratory[]> {
  const root = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  try {
    layOutBase(root)
    cpSync(join(ROOT, 'tests/mutation/environments'), join(root, 'environments'), { recursive: true })
    const built: Laboratory[] = []
    for (const name of ENVIRONMENTS) built.push(await laboratoryOf(name, root))
    return built
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
