import { expect, test } from 'vitest'
import { memory, processorTime, usageOf } from './cluster/usage.ts'

const metrics = (cpu: string, bytes: string): string =>
  [
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${cpu}`,
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${bytes}`,
    'process_resident_memory_bytes_max 7',
  ].join('\n')

test('reads processor time and memory of a process', () => {
  const [before, after] = [usageOf(metrics('1.5', '1e+08')), usageOf(metrics('13.75', '1.34217728e+08'))]
  expect(memory(after)).toBe('128 MiB')
  expect(processorTime(before, after)).toBe('12.3 s')
})

test('refuses metrics that tell nothing of the process', () => {
  expect(() => usageOf('up 1')).toThrow('no process_cpu_seconds_total')
})
