import { describe, expect, test } from 'vitest'
import { nearest, suggest } from '../../render/problem/nearest.ts'

const services = ['ai-agent', 'backend', 'frontend', 'mcp-server']

describe('the nearest word', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['fronted', services, 'frontend'],
    ['front-end', services, 'frontend'],
    ['Backend', services, 'backend'],
    ['BACKEND', services, 'backend'],
    ['mcpserver', services, 'mcp-server'],
    ['agent', services, undefined],
    ['payments', services, undefined],
    ['', services, undefined],
    ['x', ['y'], 'y'],
    ['x', [], undefined],
    ['ab', ['ax', 'xb'], 'ax'],
    ['ab', ['xb', 'ax'], 'ax'],
    ['host', ['hosts', 'most', 'host'], 'host'],
  ])('%j of %j is %j', (word, words, expected) => expect(nearest(word, words)).toBe(expected))
})

describe('the tail of a message', () => {
  const many = Array.from({ length: 16 }, (_, index) => `word-${index}`)
  test.each<[string, readonly string[], string]>([
    ['fronted', services, ' Did you mean "frontend"?'],
    ['payments', services, ' Known: ai-agent, backend, frontend, mcp-server.'],
    ['payments', [...services].reverse(), ' Known: ai-agent, backend, frontend, mcp-server.'],
    ['payments', [], ''],
    ['payments', many, ''],
    ['payments', many.slice(1), ` Known: ${many.slice(1).sort().join(', ')}.`],
    ['word-16', many, ' Did you mean "word-1"?'],
  ])('%j of %j', (word, words, expected) => expect(suggest(word, words)).toBe(expected))

  test('leaves the list of words as it is', () => {
    const words = Object.freeze(['b', 'a'])
    expect(suggest('payments', words)).toBe(' Known: a, b.')
  })
})
