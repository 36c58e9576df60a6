import { expect, test } from 'vitest'
import { resolve } from './local/pod-environment.ts'

test('takes values as written and from ConfigMaps, and leaves out what has none', () => {
  const from = (name: string, key: string) => ({ configMapKeyRef: { name, key } })
  const variables = [
    { name: 'WRITTEN', value: '1' },
    { name: 'SET', valueFrom: from('settings', 'set') },
    { name: 'UNSET', valueFrom: from('settings', 'unset') },
    { name: 'NO_CONFIG_MAP', valueFrom: from('other', 'set') },
    { name: 'SECRET', valueFrom: {} },
  ]
  expect(resolve(variables, new Map([['settings', { set: '2' }]]))).toEqual({ WRITTEN: '1', SET: '2' })
})
