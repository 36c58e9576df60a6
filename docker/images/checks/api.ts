import { browserUser, type User } from '../client/user.ts'
import { expect, expectStatus, type SystemCheck } from './check.ts'

type Task = { readonly id: number; readonly title: string; readonly completed: boolean }

const tasksOf = async (user: User, query = ''): Promise<Task[]> => {
  const answer = await user.ask('GET', `/tasks${query}`)
  expectStatus('list tasks', answer, 200)
  return answer.body as unknown as Task[]
}

const say = async (user: User, message: string, conversation?: number): Promise<Record<string, unknown>> => {
  const answer = await user.ask('POST', '/chat', {
    message,
    ...(conversation === undefined ? {} : { conversation_id: conversation }),
  })
  expectStatus(`say "${message}"`, answer, 200)
  return answer.body
}

/** The API part of the tests, through the frontend's image and everything behind it. */
export const api: SystemCheck = {
  title: 'sign up, tasks, chat with its tools, and another user’s task absent, through the frontend',
  run: async ({ instances }) => {
    const frontend = instances.frontend.url
    const user = await browserUser(frontend)
    const created = await user.ask('POST', '/tasks', { title: 'Buy milk', description: '2 litres' })
    expectStatus('create a task', created, 201)
    const id = Number(created.body['id'])
    expectStatus('read it', await user.ask('GET', `/tasks/${id}`), 200)
    expectStatus('change it', await user.ask('PUT', `/tasks/${id}`, { title: 'Buy oat milk' }), 200)
    expectStatus('complete it', await user.ask('PATCH', `/tasks/${id}/complete`), 200)
    expect((await tasksOf(user, '?status=completed'))[0]?.title === 'Buy oat milk', 'it is not in the list')
    expectStatus('a title too long', await user.ask('POST', '/tasks', { title: 'x'.repeat(201) }), 422)

    const reply = await say(user, 'Add a task to call the dentist')
    const conversation = Number(reply['conversation_id'])
    expect(Array.isArray(reply['tool_calls']) && reply['tool_calls'].length > 0, 'chat called no tool')
    const added = (await tasksOf(user)).find(({ title }) => /dentist/i.test(title))
    expect(added !== undefined, `chat added no task: ${JSON.stringify(reply)}`)
    const shown = await say(user, 'Show my tasks', conversation)
    expect(/dentist/i.test(String(shown['response'])), `chat does not list it: ${JSON.stringify(shown)}`)
    const messages = await user.ask('GET', `/conversations/${conversation}/messages`)
    expect((messages.body as unknown as unknown[]).length === 4, 'the conversation was not kept')

    const other = await browserUser(frontend)
    for (const [method, path, body] of [
      ['GET', `/tasks/${id}`, undefined],
      ['PUT', `/tasks/${id}`, { title: 'Mine' }],
      ['PATCH', `/tasks/${id}/complete`, undefined],
      ['DELETE', `/tasks/${id}`, undefined],
    ] as const)
      expectStatus(`another user's ${method}`, await other.ask(method, path, body), 404)
    expect((await tasksOf(other)).length === 0, 'another user sees tasks')
    await say(other, `Delete task ${id}`)
    expectStatus('the task after all that', await user.ask('GET', `/tasks/${id}`), 200)
    expectStatus('delete it', await user.ask('DELETE', `/tasks/${id}`), 204)
    expectStatus('read the deleted task', await user.ask('GET', `/tasks/${id}`), 404)
    expectStatus('without a session', await fetch(`${frontend}/api/${user.id}/tasks`), 401)
    return ''
  },
}
