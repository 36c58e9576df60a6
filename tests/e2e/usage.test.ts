import { expect, test } from 'vitest'
import { memory, processorTime, usageOf } from './cluster/usage.ts'

/** Its name holds a space and parentheses; user and system time, then those of its children, are fields 14 to 17. */
const stat = (...ticks: number[]): string =>
  `58 (argo (cd) x) S 1 58 58 0 -1 4194304 9 9 0 0 ${ticks.join(' ')} 20 0 14 0 9168 1 1`

test('reads processor time and memory of a process, and the time of its children', () => {
  const before = usageOf(stat(100, 50, 0, 0), 'Name:\tx\nVmRSS:\t    1024 kB\n')
  const after = usageOf(
    stat(900, 75, 300, 105),
    'VmHWM:\t  999999 kB\nVmRSS:\t  131072 kB\nRssAnon:\t 1 kB\n',
  )
  expect(memory(after)).toBe('128 MiB')
  expect(processorTime(before, after)).toBe('12.3 s')
})
