import { expect, test } from 'vitest'
import { blocks, spans } from '../../client/chat/format.ts'
import { deedOf } from '../../client/chat/tool-words.ts'
import { checkSignUp } from '../../client/sign/sign-rules.ts'
import { counts, matches, type Task, titleProblem } from '../../client/tasks/task.ts'

const created = { task_id: 5, status: 'created', title: 'Buy milk' }

test.each([
  ['add_task', { title: 'Buy milk' }, created, 'Added “Buy milk”'],
  ['add_task', { title: 'Buy milk' }, JSON.stringify(created), 'Added “Buy milk”'],
  ['list_tasks', { status: 'pending' }, [{ id: 1 }], 'Looked through 1 pending task'],
  ['list_tasks', {}, '[]', 'Looked through 0 tasks'],
  ['complete_task', { task_id: 3 }, { status: 'completed', title: 'A' }, 'Completed “A”'],
  ['delete_task', { task_id: 3 }, { status: 'deleted' }, 'Deleted task 3'],
  ['update_task', '{"task_id":3}', null, 'Changed task 3'],
  ['delete_task', { task_id: 3 }, { error: 'not found' }, 'Could not delete the task'],
  ['delete_task', { task_id: 3 }, 'Error: no such task', 'Could not delete the task'],
  ['future_tool', {}, {}, 'Used future tool'],
])('%s %j -> %j is told as: %s', (name, given, result, text) => {
  expect(deedOf({ name, arguments: given, result }).text).toBe(text)
})

test('a text becomes paragraphs and lists, and never HTML', () => {
  expect(blocks('Two:\n1. **One**\n2. Two\n\n- a\n* b\nend')).toEqual([
    { kind: 'text', lines: ['Two:'] },
    { kind: 'list', ordered: true, items: ['**One**', 'Two'] },
    { kind: 'list', ordered: false, items: ['a', 'b'] },
    { kind: 'text', lines: ['end'] },
  ])
  expect(spans('a **b** `c` ** d')).toEqual([
    { kind: 'plain', text: 'a ' },
    { kind: 'bold', text: 'b' },
    { kind: 'plain', text: ' ' },
    { kind: 'code', text: 'c' },
    { kind: 'plain', text: ' ** d' },
  ])
})

test('tasks are filtered and counted by what is done', () => {
  const task = (completed: boolean) => ({ completed }) as Task
  const tasks = [task(true), task(false), task(false)]
  expect(counts(tasks)).toEqual({ all: 3, pending: 2, completed: 1 })
  expect(tasks.filter((each) => matches(each, 'pending'))).toHaveLength(2)
  expect(tasks.filter((each) => matches(each, 'all'))).toHaveLength(3)
})

test('titles have 1 to 200 characters', () => {
  expect(titleProblem('  ')).toBeDefined()
  expect(titleProblem('x'.repeat(200))).toBeUndefined()
  expect(titleProblem('x'.repeat(201))).toBeDefined()
})

test('a sign-up is checked field by field', () => {
  expect(checkSignUp({ name: '', email: 'a@b.c', password: '12345678' })).toEqual({})
  expect(Object.keys(checkSignUp({ name: 'x'.repeat(101), email: 'a', password: '1' }))).toEqual([
    'name',
    'email',
    'password',
  ])
})
