import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { layOutBase, ROOT, SYSTEM } from '../support/repository.ts'
import { type Laboratory, laboratoryOf } from './trial.ts'

/** The environments of tests/mutation/environments, which no bump and no adopter changes. */
export const ENVIRONMENTS = ['minikube', 'staging', 'production'] as const

/** Mutations are drawn by the values that they change: with another digest, others would be drawn and missed.txt differ. */
const DIGEST = 'sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193'

/** Alerts link to the runbook of the repository, which its owner names. */
function nameRunbooks(root: string): void {
  const [own, frozen] = [SYSTEM, root].map((folder) =>
    parse(readFileSync(join(folder, 'environments/fleet.yaml'), 'utf8')).repository.replace(/\.git$/, ''),
  )
  const file = join(root, 'base/components/monitoring/prometheus-rule.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(own, frozen))
}

/** A laboratory for each environment, built by real kustomize from base as it is. */
export async function laboratories(): Promise<Laboratory[]> {
  const root = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  try {
    layOutBase(root, DIGEST)
    cpSync(join(ROOT, 'tests/mutation/environments'), join(root, 'environments'), { recursive: true })
    nameRunbooks(root)
    const built: Laboratory[] = []
    for (const name of ENVIRONMENTS) built.push(await laboratoryOf(name, root))
    return built
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
