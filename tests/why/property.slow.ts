import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyOfRepository } from '../support/repository.ts'
import { changed, explained, RefusedInput, withLine } from './lines.ts'

/** Lines to change in each environment; more take long, as each is a build. */
const SAMPLE = Number(process.env['WHY_SAMPLE'] ?? 5)

test.each(['minikube', 'staging', 'production'])(
  'in %s, the values attributed to a line are exactly those that change with it',
  async (name) => {
    const root = copyOfRepository()
    const now = await explained(root, name)
    expect([...now].filter(([, { known }]) => !known).map(([key]) => key)).toEqual([])

    const attributed = new Map<string, { file: string; line: number; keys: string[] }>()
    for (const [key, { layers }] of now)
      for (const { file, line } of layers[0]?.places ?? []) {
        if (line === undefined) continue
        const entry = attributed.get(`${file}:${line}`) ?? { file, line, keys: [] }
        entry.keys.push(key)
        attributed.set(`${file}:${line}`, entry)
      }
    const lines = [...attributed.values()].flatMap((entry) => {
      const text = readFileSync(join(root, entry.file), 'utf8').split('\n')[entry.line - 1] ?? ''
      const to = changed(text)
      return to === undefined ? [] : [{ ...entry, to }]
    })
    expect(lines.length).toBeGreaterThan(100)
    let compared = 0
    const step = Math.floor(lines.length / SAMPLE)
    for (const { file, line, to, keys } of lines.filter((_, index) => index % step === 0)) {
      const then = await withLine(root, file, line, to, () => explained(root, name)).catch(refused)
      if (then === undefined) continue
      compared++
      const differ = [...new Set([...now.keys(), ...then.keys()])].filter(
        (key) => JSON.stringify(now.get(key)?.value) !== JSON.stringify(then.get(key)?.value),
      )
      expect(differ.sort(), `${file}:${line} ${to}`).toEqual([...new Set(keys)].sort())
    }
    expect(compared).toBeGreaterThan(SAMPLE / 2)
  },
  600_000,
)

/** A value that render refuses changes nothing. */
function refused(error: unknown): undefined {
  if (!(error instanceof RefusedInput)) throw error
}
