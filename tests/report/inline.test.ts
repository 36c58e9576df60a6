import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { inlineModules, inlineStyles } from '../../render/report/inline.ts'
import { script } from '../../render/report/script/script.ts'
import { style } from '../../render/report/style/style.ts'
import { ROOT } from '../support/repository.ts'

const FOLDER = join(ROOT, 'render/report')
const filesOf = (glob: string): readonly string[] => globSync(glob, { cwd: FOLDER })

describe('the script of the page', () => {
  test('parses as one script without imports and exports, and runs in a scope of its own', () => {
    expect(() => new Script(script)).not.toThrow()
    expect(script).not.toMatch(/^(import|export) /m)
    expect(script).toMatch(/^\(\(\) => \{\n'use strict'\n/)
  })

  test('holds every module once, after those that it imports', () => {
    const names = filesOf('script/*.js')
    expect(names.length).toBeGreaterThan(3)
    for (const path of names) {
      const source = readFileSync(join(FOLDER, path), 'utf8')
      const first = /^(?:export )?const (\w+)/m.exec(source)?.[1]
      expect(script.match(new RegExp(`^const ${first} =`, 'gm')), path).toHaveLength(1)
      const place = script.search(new RegExp(`^const ${first} =`, 'm'))
      for (const [, imported = ''] of source.matchAll(/^import \{([^}]*)\}/gm))
        for (const name of imported.split(',').map((part) => part.trim()))
          expect(script.search(new RegExp(`^const ${name} =`, 'm')), `${path}: ${name}`).toBeLessThan(place)
    }
  })

  test('keeps what begins with import or export inside a line', () => {
    const folder = new URL('../fixtures/inline/', import.meta.url).href
    expect(inlineModules(folder, ['one.js', 'two.js'])).toBe(
      `(() => {\n'use strict'\nconst one = 'export const'\n\nconst two = [one, 'import one'] // import it\n})()\n`,
    )
  })
})

test('the style sheet holds every file, and no comment', () => {
  for (const path of filesOf('style/*.css')) {
    const last = readFileSync(join(FOLDER, path), 'utf8').trimEnd().split('\n').at(-2) as string
    expect(style, path).toContain(last)
  }
  expect(style).not.toContain('/*')
})

test('a comment on lines of its own is left out, one beside a declaration is not', () => {
  const folder = new URL('../fixtures/inline/', import.meta.url).href
  expect(inlineStyles(folder, ['one.css'])).toBe('a {\n  color: red; /* kept */\n}\n')
})
