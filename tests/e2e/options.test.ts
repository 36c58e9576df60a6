import { expect, test } from 'vitest'
import { parseOptions } from './options.ts'

const NUMBERS = [1, 2, 4]
const parse = (...argv: string[]) => parseOptions(argv, NUMBERS)

test('runs every scenario unless some are chosen', () => {
  expect(parse('--local')).toMatchObject({ only: [], keep: false, json: false })
  expect(parse('--local', '--only', '4, 1')).toMatchObject({ only: [4, 1] })
})

test('runs real pods unless they are pretended', () => {
  expect(parse('--local')).toMatchObject({ pods: 'real' })
  expect(parse('--local', '--pods', 'pretend')).toMatchObject({ pods: 'pretend' })
})

test('takes the cluster of the kubeconfig where a repository is named', () => {
  const options = parse('--repository', 'https://example.com/a.git', '--frontend', 'http://192.0.2.1:30080')
  expect(options).toMatchObject({ local: false, pods: 'real', repository: 'https://example.com/a.git' })
})

test('names the scenarios that are unknown, and those that exist', () => {
  expect(() => parse('--local', '--only', '1,3,x,')).toThrow(
    '--only: unknown scenario "3", "x", ""; valid: 1, 2, 4',
  )
})

test.each([
  [[], '--local or --repository is required'],
  [['--pods', 'real', '--kept'], '--pods, --kept: only with --local'],
  [['--local', '--repository', 'https://example.com/a.git'], '--repository: only without --local'],
  [['--repository', 'https://example.com/a.git', '--frontend', 'here'], '--frontend: must be a URL'],
  [['--local', '--pods', 'none'], '--pods: must be real or pretend'],
  [['--lokal'], "Unknown option '--lokal'"],
  [['--local', 'extra'], "Unexpected argument 'extra'"],
  [['up'], "Unexpected argument 'up'"],
])('refuses %j', (argv, message) => {
  expect(() => parse(...argv)).toThrow(message)
})

test('down needs no other option', () => {
  expect(parse('down')).toMatchObject({ down: true })
  expect(() => parse('down', 'now')).toThrow("Unexpected argument 'now'")
})
