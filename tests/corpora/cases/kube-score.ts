import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '../../../render/kubernetes/resource.ts'
import type { Subject } from '../../../render/verify/rule.ts'
import { RULES } from '../../../render/verify/rules.ts'
import { type Found, foreignSubject, readForeign, runRules } from '../foreign.ts'
import { type Entry, isCovered } from '../map/entry.ts'
import { finds } from '../map/finds.ts'
import { KUBE_SCORE } from '../map/kube-score.ts'
import { KUBE_SCORE_DIFFERENCES } from '../map/kube-score-differences.ts'
import type { Tally } from '../tally.ts'
import { scoreExpectations } from './go-source.ts'

/** The manifests of kube-score's own tests, each with what a test expects a check to say of it. */
export function kubeScore(folder: string, own: Subject): Tally {
  const checks: Readonly<Record<string, Entry>> = KUBE_SCORE.checks
  const differences: Readonly<Record<string, string>> = KUBE_SCORE_DIFFERENCES
  const thrown: Tally['thrown'][number][] = []
  const open = unmapped(readFileSync(join(folder, 'README_CHECKS.md'), 'utf8'))
  const used = new Set<string>()
  const found = new Map<string, readonly Found[]>()
  const files = globSync('**/*.{yaml,yml}', { cwd: folder }).sort()
  for (const file of files) {
    const { resources = [] } = readForeign(readFileSync(join(folder, file), 'utf8')) ?? {}
    const run = runRules(foreignSubject(own, resources.map(at(own.environment.namespace))), RULES)
    thrown.push(...run.thrown.map((each) => ({ ...each, file })))
    found.set(file, run.found)
  }
  let [wrong, caught, agreed, left] = [0, 0, 0, 0]
  for (const { file, check, finds: theirs } of expectations(folder)) {
    const id = check.toLowerCase().replaceAll(' ', '-')
    const entry = checks[id]
    if (theirs === undefined || !entry || !isCovered(entry)) {
      left++
      continue
    }
    const ours = finds(entry, found.get(`score/testdata/${file}`) ?? [])
    const key = `${id} ${file}`
    if (theirs) wrong++
    if (theirs && ours) caught++
    if (theirs === ours) agreed++
    else if (key in differences) left++
    else open.push(`${key}: kube-score ${theirs ? 'finds' : 'allows'} it, the rules don't agree`)
    if (theirs !== ours) used.add(key)
  }
  const stale = Object.keys(differences).filter((key) => !used.has(key))
  open.push(...stale.map((key) => `${key}: no difference any more; remove it from the list`))
  return { cases: files.length, wrong, caught, agreed, left, thrown, open }
}

const expectations = (folder: string) =>
  globSync('score/*_test.go', { cwd: folder })
    .sort()
    .flatMap((file) => scoreExpectations(readFileSync(join(folder, file), 'utf8')))

/** Checks of its list that are not on the map, or the other way around. */
function unmapped(page: string): string[] {
  const theirs = [...page.matchAll(/^\| ([a-z-]+) \| \w+ \|/gm)].map(([, id = '']) => id)
  const ours = Object.keys(KUBE_SCORE.checks)
  return [
    ...theirs.filter((id) => !ours.includes(id)).map((id) => `${id}: a check that is not on the map`),
    ...ours.filter((id) => !theirs.includes(id)).map((id) => `${id}: on the map, and no check`),
  ]
}

/** An overlay puts what names no namespace into the environment's own. */
const at =
  (namespace: string) =>
  (resource: Resource): Resource => ({ ...resource, metadata: { namespace, ...resource.metadata } })
