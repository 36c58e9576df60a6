import { describe, expect, test } from 'vitest'
import { podsOf } from '../../render/doctor/pods.ts'

const judge = (...items: object[]) => podsOf('shop').judge(JSON.stringify({ kind: 'List', items }))

const pod = (name: string, status: object, owner?: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...(owner && { ownerReferences: [owner] }) },
  spec: { containers: [{ name: 'server' }] },
  status: { phase: 'Running', ...status },
})
const job = (name: string, status: object, metadata: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, ...metadata },
  status,
})
const condition = (type: string, status: string, others: object = {}) => ({ type, status, ...others })
const ready = { conditions: [condition('Ready', 'True')] }
const waiting = (state: object, others: object = {}) => ({
  conditions: [condition('Ready', 'False')],
  containerStatuses: [{ name: 'server', state: { waiting: state }, ...others }],
})
const exited = (exitCode: number, reason: string) => ({
  containerStatuses: [{ name: 'server', state: { terminated: { exitCode, reason } } }],
})
const failed = { conditions: [condition('Failed', 'True', { reason: 'BackoffLimitExceeded' })] }

describe('pods', () => {
  test('that are all ready are well; what a Job left behind is not looked at', () => {
    const done = pod('migration-a', { phase: 'Succeeded' }, { kind: 'Job', name: 'migration' })
    expect(judge(pod('web-a', ready), pod('web-b', ready), done)).toEqual({
      state: 'ok',
      found: 'all 2 ready',
    })
  })

  test('of which there is none are worth a look', () => {
    expect(judge()).toMatchObject({ state: 'warn', found: 'none' })
  })

  test.each([
    [
      'an image that is not there',
      pod('web-a', waiting({ reason: 'ImagePullBackOff', message: 'Back-off pulling image "web:9"' })),
      'pod/web-a: container server: ImagePullBackOff, Back-off pulling image "web:9"',
      'describe pod/web-a',
    ],
    [
      'a program that ends',
      pod(
        'web-a',
        waiting(
          { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' },
          { lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } },
        ),
      ),
      'pod/web-a: container server: CrashLoopBackOff, exit code 137 (OOMKilled)',
      'logs pod/web-a --all-containers',
    ],
    [
      'a pod without a node',
      pod('web-a', {
        phase: 'Pending',
        conditions: [condition('PodScheduled', 'False', { message: '0/1 nodes: 1 Insufficient cpu.' })],
      }),
      'pod/web-a: not scheduled: 0/1 nodes: 1 Insufficient cpu.',
      'describe pod/web-a',
    ],
    [
      'a pod that starts',
      pod('web-a', { phase: 'Pending', ...waiting({ reason: 'ContainerCreating' }) }),
      'pod/web-a: not ready',
      'describe pod/web-a',
    ],
    [
      'a probe that fails',
      pod('web-a', { conditions: [condition('Ready', 'False')] }),
      'pod/web-a: not ready',
      'logs pod/web-a --all-containers',
    ],
  ])('%s', (_, item, found, remediation) => {
    expect(judge(pod('db-0', ready), item)).toEqual({
      state: 'warn',
      found,
      remediation: `kubectl --namespace shop ${remediation}; docs/troubleshooting.md`,
    })
  })
})

test('of many pods that fail the first few are named', () => {
  const pods = [1, 2, 3, 4, 5, 6].map((number) =>
    pod(`web-${number}`, waiting({ reason: 'CrashLoopBackOff' })),
  )
  expect(judge(...pods).found).toMatch(/^pod\/web-1: .*; pod\/web-4: [^;]*; and 2 more$/)
})

describe('a Job', () => {
  test('that failed is named, with how its container ended', () => {
    const its = pod(
      'smoke-test-a',
      { phase: 'Failed', ...exited(2, 'Error') },
      { kind: 'Job', name: 'smoke-test' },
    )
    expect(judge(pod('web-a', ready), job('smoke-test', failed), its)).toEqual({
      state: 'warn',
      found: 'job/smoke-test: failed: BackoffLimitExceeded, exit code 2',
      remediation: 'kubectl --namespace shop logs job/smoke-test --all-containers; docs/troubleshooting.md',
    })
  })

  test('that is tried again after a failure is named; one that runs or ended well is not', () => {
    const its = pod(
      'migration-a',
      { phase: 'Failed', ...exited(1, 'Error') },
      { kind: 'Job', name: 'migration' },
    )
    expect(judge(pod('web-a', ready), job('migration', {}), its)).toMatchObject({
      found: 'job/migration: failed, and will be retried, exit code 1',
    })
    const ended = { conditions: [condition('Complete', 'True')] }
    expect(judge(pod('web-a', ready), job('migration', ended), its, job('smoke-test', {}))).toMatchObject({
      state: 'ok',
    })
  })

  test('of a CronJob counts only if it is the last one', () => {
    const of = (name: string, day: number, status: object) =>
      job(name, status, {
        creationTimestamp: `2026-01-0${day}T00:00:00Z`,
        ownerReferences: [{ kind: 'CronJob', name: 'backup' }],
      })
    const well = { conditions: [condition('Complete', 'True')] }
    const [older, newer] = [of('backup-1', 1, failed), of('backup-2', 2, well)]
    expect(judge(pod('web-a', ready), older, newer)).toMatchObject({ state: 'ok' })
    expect(judge(pod('web-a', ready), of('backup-1', 1, well), of('backup-2', 2, failed))).toMatchObject({
      found: 'job/backup-2: failed: BackoffLimitExceeded',
    })
  })
})
