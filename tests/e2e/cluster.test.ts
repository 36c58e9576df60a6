import { expect, test } from 'vitest'
import { NotSeen, until } from './cluster/api.ts'
import { state } from './cluster/applications.ts'
import { differences, inNamespace, withoutScale } from './cluster/live-objects.ts'
import { replaced } from './cluster/pods.ts'

const live = (uid: string, fields: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: uid, uid, creationTimestamp: '' } },
  ...fields,
})

test('names each field that differs, those that are only in one included', () => {
  const before = new Map<string, unknown>([
    ['a', { spec: { replicas: 2, ports: [1] } }],
    ['b', {}],
  ])
  const after = new Map<string, unknown>([['a', { spec: { replicas: 3, ports: [1], paused: true } }]])
  expect(differences(before, after)).toEqual([
    'a.spec.paused: absent -> true',
    'a.spec.replicas: 2 -> 3',
    'b: {} -> absent',
  ])
  expect(differences(before, before)).toEqual([])
})

test('leaves out the replicas of what an autoscaler scales, and no others', () => {
  const target = { scaleTargetRef: { name: 'backend' } }
  const objects = new Map<string, unknown>([
    ['deployments/backend', { kind: 'Deployment', spec: { replicas: 3, paused: true } }],
    ['deployments/ai-agent', { kind: 'Deployment', spec: { replicas: 1 } }],
    ['horizontalpodautoscalers/backend', { kind: 'HorizontalPodAutoscaler', spec: target }],
  ])
  expect(withoutScale(objects).get('deployments/backend')).toEqual({
    kind: 'Deployment',
    spec: { paused: true },
  })
  expect(withoutScale(objects).get('deployments/ai-agent')).toEqual(objects.get('deployments/ai-agent'))
})

test('puts the namespace before the resource', () => {
  expect(inNamespace('/apis/apps/v1/deployments', 'todo')).toBe('/apis/apps/v1/namespaces/todo/deployments')
})

test('names the services with new pods or none left, not those that an autoscaler made smaller', () => {
  const before = new Map([
    ['backend', [live('1'), live('2')]],
    ['frontend', [live('3'), live('4'), live('7')]],
    ['gone', [live('5')]],
  ])
  const after = new Map([
    ['backend', [live('1'), live('6')]],
    ['frontend', [live('4'), live('3')]],
  ])
  expect(replaced(before, after)).toEqual(['backend', 'gone'])
})

test('tells the state of an Application in one line', () => {
  expect(state(undefined)).toBe('there is no such Application')
  const status = {
    sync: { status: 'OutOfSync' },
    health: { status: 'Healthy' },
    conditions: [{ message: 'not permitted' }],
  }
  expect(state(live('1', { status }))).toBe('OutOfSync, Healthy, not permitted')
})

test('waits until it is so, and says what was missing last', async () => {
  const answers = ['one pod', true]
  await until('two pods', 60, async () => answers.shift() ?? false)
  expect(answers).toEqual([])
  await expect(until('two pods', 0, async () => 'one pod')).rejects.toThrow(
    new NotSeen('two pods: not seen within 0 s; last: one pod'),
  )
})
