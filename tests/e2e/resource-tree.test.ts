import { expect, test } from 'vitest'
import { readAnswer } from './cluster/resource-tree.ts'

const read = (text: string) => readAnswer(Buffer.from(text))?.map(String)

test('reads a string, a list of strings, and nothing', () => {
  expect(read('$3\r\none\r\n')).toEqual(['one'])
  expect(read('*2\r\n$3\r\none\r\n$5\r\nt\r\nwo\r\n')).toEqual(['one', 't\r\nwo'])
  expect(read('*0\r\n')).toEqual([])
  expect(read('$-1\r\n')).toEqual([])
})

test('waits for the rest', () => {
  for (const text of ['', '$3\r', '$3\r\non', '*2\r\n$3\r\none\r\n']) expect(read(text)).toBeUndefined()
  expect(() => read('-ERR no\r\n')).toThrow('Redis: ERR no')
})
