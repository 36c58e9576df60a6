import { expect, test } from 'vitest'
import { history } from '../../render/release/history.ts'
import { build, commit, pastOf, relation } from './builds.ts'

const [A, B] = [build('a'), build('b')]

test('the commits that changed what runs, with what they changed, and which ones went back', () => {
  const states = pastOf(
    { frontend: A }, // 6: the backend is gone
    { backend: A, frontend: A }, // 5: back
    { backend: build('b', { migration: 3 }), frontend: A }, // 4: noted, nothing else
    { backend: B, frontend: A }, // 3: formatted
    { backend: B, frontend: A }, // 2: forward, and one more
    { backend: A }, // 1
  ).map((state) => ({ ...state, author: 'Ada', subject: `Commit ${state.commit[0]}` }))

  expect(history(states, relation)).toEqual([
    { ...states[0], rollback: false, changes: [{ service: 'backend', from: A, back: false }] },
    {
      ...states[1],
      rollback: true,
      changes: [{ service: 'backend', from: build('b', { migration: 3 }), to: A, back: true }],
    },
    {
      ...states[4],
      rollback: false,
      changes: [
        { service: 'backend', from: A, to: B, back: false },
        { service: 'frontend', to: A, back: false },
      ],
    },
    { ...states[5], rollback: false, changes: [{ service: 'backend', to: A, back: false }] },
  ])
})

test('one service back and another one forward is a rollback, too', () => {
  const states = pastOf({ backend: A, frontend: B }, { backend: B, frontend: A })
  expect(history(states, relation)[0]).toMatchObject({
    commit: commit('2'),
    rollback: true,
    changes: [{ back: true }, { back: false }],
  })
})

test('nothing has no history', () => expect(history([], relation)).toEqual([]))
