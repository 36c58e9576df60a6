import { describe, expect, test } from 'vitest'
import { linksLeading } from '../../render/repository/links.ts'

const leading = (links: Readonly<Record<string, string>>) => linksLeading(new Map(Object.entries(links)))

describe('links that lead out of the repository', () => {
  test.each<[string, string, string]>([
    ['absolute', 'docs/machine.md', '/etc/hostname'],
    ['absolute, to where the repository may lie', 'a', '/repository/b'],
    ['relative, out of it', 'docs/a.md', '../../outside.md'],
    ['out of it at the root', 'a', '..'],
    ['out of it and back in', 'docs/a.md', '../../repository/README.md'],
    ['out of it behind a way down', 'a', 'docs/../../outside'],
    ['with slashes twice', 'docs/a.md', '..//..//outside.md'],
    ['with dots', 'docs/a.md', './.././../outside.md'],
    ['through a folder that is not there', 'a', 'gone/../../outside'],
    ['in a submodule', 'a', 'vendor/private/../../../outside'],
  ])('%s', (_, path, target) => expect(leading({ [path]: target })).toEqual([path]))

  test('through another link, which a path alone does not show', () =>
    expect(leading({ 'a/b/top': '../..', 'a/b/c': 'top/../outside' })).toEqual(['a/b/c']))

  test('several, in the order of their paths', () =>
    expect(leading({ z: '/z', b: '../b', ok: 'README.md' })).toEqual(['b', 'z']))

  test('a link to one of them is not named as well', () =>
    expect(leading({ out: '/etc', to: 'out/hostname' })).toEqual(['out']))
})

describe('links that stay inside', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['none', {}],
    ['beside it', { 'docs/a.md': 'b.md' }],
    ['above it', { 'docs/a.md': '../README.md' }],
    ['to the root', { 'docs/root': '..' }],
    ['dangling', { 'docs/a.md': 'gone/away.md' }],
    ['to a name with dots', { a: '..b/...', 'c/d': '..e' }],
    ['to itself', { a: 'a' }],
    ['in circles', { a: 'b/x', b: 'a/y' }],
    ['through other links', { 'a/b': '../c', c: 'd/e', 'd/f': '../a/b' }],
    ['with a slash at the end', { a: 'docs/' }],
    ['with slashes twice', { a: 'docs//b.md' }],
    ['empty, of an object that is not here', { a: '' }],
  ])('%s', (_, links) => expect(leading(links)).toEqual([]))
})
