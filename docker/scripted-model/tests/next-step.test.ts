import { describe, expect, it } from 'vitest'
import { ANSWERS } from '../src/answers.ts'
import { readIntent } from '../src/intents.ts'
import { matchingTasks } from '../src/matching.ts'
import { nextStep } from '../src/next-step.ts'

it.each([
  ['Add a task to buy groceries', { kind: 'add', title: 'buy groceries' }],
  ['add buy milk', { kind: 'add', title: 'buy milk' }],
  ['Please create a task called "Pay rent".', { kind: 'add', title: 'Pay rent' }],
  ['Add pay rent to my list', { kind: 'add', title: 'pay rent' }],
  [
    'Add a task: call mom with description about Sunday',
    { kind: 'add', title: 'call mom', description: 'about Sunday' },
  ],
  ['I need to remember to pay bills', { kind: 'add', title: 'pay bills' }],
  ['Remind me to water the plants', { kind: 'add', title: 'water the plants' }],
  ['Show me all my tasks', { kind: 'list', status: 'all' }],
  ['List my tasks', { kind: 'list', status: 'all' }],
  ["What's pending?", { kind: 'list', status: 'pending' }],
  ['What do I have left?', { kind: 'list', status: 'pending' }],
  ['What have I completed?', { kind: 'list', status: 'completed' }],
  ['Mark task 3 as complete', { kind: 'complete', task: { id: 3 } }],
  ['Mark task #3 done', { kind: 'complete', task: { id: 3 } }],
  ['I finished buying milk', { kind: 'complete', task: { words: 'buying milk' } }],
  ["I'm done with the report", { kind: 'complete', task: { words: 'the report' } }],
  ['Complete the milk task', { kind: 'complete', task: { words: 'the milk task' } }],
  ['The report is finished', { kind: 'complete', task: { words: 'The report' } }],
  ['Delete the meeting task', { kind: 'delete', task: { words: 'the meeting task' } }],
  ['cancel 7', { kind: 'delete', task: { id: 7 } }],
  ["Change task 1 to 'Call mom tonight'", { kind: 'update', task: { id: 1 }, title: 'Call mom tonight' }],
  [
    'rename the milk task to Buy oat milk',
    { kind: 'update', task: { words: 'the milk task' }, title: 'Buy oat milk' },
  ],
  ['Hello!', { kind: 'greeting' }],
  ["What's the weather in Paris?", { kind: 'other' }],
  ['Write me a poem', { kind: 'other' }],
])('understands "%s"', (said, intent) => {
  expect(readIntent(said)).toEqual(intent)
})

const tasks = [
  { id: 1, title: 'Team meeting on Monday', completed: false },
  { id: 2, title: 'Meeting with Bob', completed: false },
  { id: 3, title: 'Buy milk', completed: false },
]

it.each([
  ['the meeting task', [1, 2]],
  ['meeting with bob', [2]],
  ['buying milk', [3]],
  ['the dentist', []],
  ['the task', []],
])('finds tasks by "%s"', (words, ids) => {
  expect(matchingTasks(tasks, words).map(({ id }) => id)).toEqual(ids)
})

describe('a step', () => {
  const before = { assistant: '', user: '' }
  const listed = { tool: 'list_tasks', result: tasks }

  it('looks at the list first when a task is named by words', () => {
    expect(nextStep({ said: 'Delete the milk task', before, done: [] })).toEqual({
      call: 'list_tasks',
      with: { status: 'all' },
    })
    expect(nextStep({ said: 'Delete the milk task', before, done: [listed] })).toEqual({
      call: 'delete_task',
      with: { task_id: 3 },
    })
    const done = [
      listed,
      { tool: 'delete_task', result: { task_id: 3, status: 'deleted', title: 'Buy milk' } },
    ]
    expect(nextStep({ said: 'Delete the milk task', before, done })).toEqual({
      say: ANSWERS.deleted('Buy milk'),
    })
  })

  it('goes on to the next page of the list until the task is found', () => {
    const page = (first: number) => ({
      tool: 'list_tasks',
      result: Array.from({ length: 100 }, (_, n) => ({
        id: first + n,
        title: `Errand ${first + n}`,
        completed: false,
      })),
    })
    const step = (...done: { tool: string; result: unknown }[]) =>
      nextStep({ said: 'Delete the milk task', before, done })
    expect(step(page(1))).toEqual({ call: 'list_tasks', with: { status: 'all', after: 100 } })
    expect(step(page(1), page(101))).toEqual({ call: 'list_tasks', with: { status: 'all', after: 200 } })
    const milk = { id: 201, title: 'Buy milk', completed: false }
    expect(step(page(1), page(101), { tool: 'list_tasks', result: [milk] })).toEqual({
      call: 'delete_task',
      with: { task_id: 201 },
    })
    expect(step(page(1), { tool: 'list_tasks', result: [] })).toHaveProperty('say')
  })

  it('asks when several match, and takes the answer', () => {
    const asked = nextStep({ said: 'Delete the meeting task', before, done: [listed] })
    expect(asked).toEqual({ say: ANSWERS.ask(tasks.slice(0, 2)) })
    const then = { assistant: 'say' in asked ? asked.say : '', user: 'Delete the meeting task' }
    expect(nextStep({ said: '2', before: then, done: [] })).toEqual({
      call: 'delete_task',
      with: { task_id: 2 },
    })
    expect(nextStep({ said: 'the one with Bob', before: then, done: [listed] })).toEqual({
      call: 'delete_task',
      with: { task_id: 2 },
    })
  })

  it('says what was not found, and what failed', () => {
    expect(nextStep({ said: 'Delete the dentist', before, done: [listed] })).toEqual({
      say: ANSWERS.notFound('the dentist'),
    })
    const failure = { tool: 'delete_task', result: { error: 'not_found', message: 'There is no task 9.' } }
    expect(nextStep({ said: 'Delete task 9', before, done: [failure] })).toEqual({
      say: 'I could not find that task. There is no task 9.',
    })
    const broken = { tool: 'delete_task', result: 'An error occurred' }
    expect(nextStep({ said: 'Delete task 9', before, done: [broken] })).toEqual({
      say: 'That did not work: An error occurred',
    })
  })
})
