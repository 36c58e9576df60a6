import { expect, type SystemCheck } from './check.ts'

/** The commands that Jobs run, and what a container says that was given nothing. */
export const jobs: SystemCheck = {
  title: 'the migration and the smoke test run from the images, and remove what they made',
  run: async ({ job, databaseUrl, database }) => {
    const again = await job('backend', 'migrate-again', ['src/migrate.ts'], { DATABASE_URL: databaseUrl })
    expect(again.code === 0 && again.text.includes('nothing to migrate'), `migrate again: ${again.text}`)
    const before = await database.users()
    const smoke = await job('frontend', 'smoke-test', ['smoke-test.ts'], {
      FRONTEND_URL: 'http://frontend:3000',
    })
    expect(smoke.code === 0, `smoke test: ${smoke.code} ${smoke.text}`)
    expect((await database.users()) === before, 'the smoke test left a user behind')
    const lost = await job('frontend', 'smoke-test-lost', ['smoke-test.ts'], { FRONTEND_URL: 'nonsense' })
    expect(lost.code === 1, `a smoke test of nothing ended with ${lost.code}`)
    const bare = await job('backend', 'backend-bare', [], {})
    expect(bare.code === 2 && bare.text.includes('DATABASE_URL is not set'), `without settings: ${bare.text}`)
    return smoke.text
  },
}
