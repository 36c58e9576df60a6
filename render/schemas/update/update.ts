// `npm run schemas:kubernetes`: takes the schemas of the shipped minors again from the releases that they pin.
// `-- 1.38` adds a minor, or moves it to its newest patch; `-- --check` only compares. Needs the network.

import { readFileSync, writeFileSync } from 'node:fs'
import type { KubernetesSchemas } from '../../kubernetes/schema/data.ts'
import { byMinor, knownKubernetesVersions, kubernetesSchemas } from '../../repository/kubernetes-schemas.ts'
import { newestPatch } from './download.ts'
import { KUBERNETES } from './sources.ts'
import { take } from './take.ts'
import { toText } from './write.ts'

const options = process.argv.slice(2)
const isCheck = options.includes('--check')
const minors = options.filter((option) => option !== '--check')
const wrong = minors.find((minor) => !/^1\.\d+$/.test(minor))
if (wrong !== undefined) fail(2, `"${wrong}" is not a Kubernetes minor such as 1.38.`)
else await update().catch((error: Error) => fail(3, error.message))

async function update(): Promise<void> {
  const all = [...new Set([...knownKubernetesVersions(), ...minors])].sort(byMinor)
  // All are taken before one is written: a file holds what differs from the version before.
  const taken: KubernetesSchemas[] = []
  for (const minor of all) {
    const pin = kubernetesSchemas(minor)?.sources.find(({ module }) => module === KUBERNETES.path)
    taken.push(
      pin && !minors.includes(minor)
        ? await take(pin.version, pin.sum)
        : await take(await newestPatch(KUBERNETES.path, minor)),
    )
  }
  for (const [index, schemas] of taken.entries()) report(schemas, taken[index - 1])
}

function fail(exitCode: number, message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = exitCode
}

function report(schemas: KubernetesSchemas, before?: KubernetesSchemas): void {
  const { kubernetes } = schemas
  const file = new URL(`../kubernetes/${kubernetes}.json`, import.meta.url)
  const text = toText(schemas, before)
  const isSame = knownKubernetesVersions().includes(kubernetes) && readFileSync(file, 'utf8') === text
  if (!isSame && isCheck) process.exitCode = 1
  if (!isSame && !isCheck) writeFileSync(file, text)
  const state = isSame ? 'up to date' : isCheck ? 'DIFFERS from its sources' : 'written'
  const lines = [
    `Kubernetes ${kubernetes} (${schemas.sources[0]?.version}): ${state}`,
    ...(before ? differences(schemas, before) : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Kinds and fields that came and went since the version before. */
function differences(after: KubernetesSchemas, before: KubernetesSchemas): string[] {
  const listed = ({ kinds, definitions }: KubernetesSchemas): Set<string> =>
    new Set([
      ...Object.keys(kinds),
      ...Object.entries(definitions).flatMap(([name, { properties = {} }]) =>
        Object.keys(properties).map((field) => `${name} ${field}`),
      ),
    ])
  const [now, then] = [listed(after), listed(before)]
  return [
    ...[...then]
      .filter((each) => !now.has(each))
      .map((each) => `  removed since ${before.kubernetes}: ${each}`),
    ...[...now].filter((each) => !then.has(each)).map((each) => `  new: ${each}`),
  ]
}
