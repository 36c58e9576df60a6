import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { isKustomization } from '../../../render/catalog/kustomization.ts'
import { manifestsOf } from '../../../render/catalog/manifests.ts'
import { parse } from '../../../render/environment/parse.ts'
import type { Subject } from '../../../render/verify/rule.ts'
import { RULES } from '../../../render/verify/rules.ts'
import { targetedPatches } from '../../../render/verify/targeted-patches.ts'
import { foreignSubject, readForeign, runRules } from '../foreign.ts'
import type { Tally } from '../tally.ts'
import { type BuildCase, buildCases } from './go-source.ts'

/** Kustomize's own tests: every kustomization is read as one of base, and every rule meets what comes out of it. */
export function kustomize(folder: string, own: Subject): Tally {
  const thrown: Tally['thrown'][number][] = []
  let cases = 0
  for (const file of globSync('**/*_test.go', { cwd: folder }).sort())
    for (const test of buildCases(readFileSync(join(folder, file), 'utf8'))) {
      const place = `${file} ${test.name}`
      cases += test.files.size + test.outputs.length
      thrown.push(...readAsBase(test).map((error) => ({ rule: 'base', error, file: place })))
      for (const text of [...test.outputs, ...test.files.values()]) {
        const { resources = [] } = readForeign(text) ?? {}
        const run = runRules(foreignSubject(own, resources), RULES)
        thrown.push(...run.thrown.map((each) => ({ ...each, file: place })))
      }
    }
  return { cases, thrown, open: [] }
}

/** What goes wrong beyond the problems that reading base reports. */
function readAsBase({ files }: BuildCase): string[] {
  const folders = [...files.keys()].filter(isKustomization).map((path) => posix.dirname(path))
  const steps = [
    ...folders.map((folder) => () => manifestsOf(files, folder, [])),
    ...[...files].map(
      ([file, text]) =>
        () =>
          parse(file, new TextEncoder().encode(text)),
    ),
    () => targetedPatches(files),
  ]
  return steps.flatMap((step) => {
    try {
      step()
      return []
    } catch (error) {
      return [String(error)]
    }
  })
}
