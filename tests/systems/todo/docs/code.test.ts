import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../../support/repository.ts'

// docs/code.md draws the way of each command; files that are renamed would leave it behind.

const text = readFileSync(join(ROOT, 'docs/code.md'), 'utf8')

test('every file that the diagrams name exists in render/', () => {
  const boxes = [...text.matchAll(/[[{]"([^"<]+)(?:<br\/>[^"]*)?"[\]}]/g)].map((match) => match[1] as string)
  const files = boxes.flatMap((box) => {
    // As `environment/parse.ts, sources.ts`: the folder of the first holds for those that name none.
    let folder = ''
    return box
      .split(/,\s*/)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => {
        if (name.includes('/')) folder = dirname(name)
        return name.includes('/') ? name : join(folder, name)
      })
  })
  expect(files.length).toBeGreaterThan(30)
  const missing = files.filter((file) => !existsSync(join(ROOT, 'render', file)))
  expect(missing).toEqual([])
})

test('every path in the text exists', () => {
  const named = [...text.matchAll(/`([\w.@/-]+\/[\w./-]+\.(?:ts|js|css|json|yaml))`/g)].map(
    (match) => match[1] as string,
  )
  expect(named.length).toBeGreaterThan(10)
  const missing = named.filter(
    (path) =>
      !/NAME|ENV|CLUSTER|SERVICE|TOPIC/.test(path) &&
      !['', 'render'].some((folder) => existsSync(join(ROOT, folder, path))),
  )
  expect(missing).toEqual([])
})
