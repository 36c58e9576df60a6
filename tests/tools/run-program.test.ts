import { expect, test } from 'vitest'
import { runProgram } from '../../render/tools/run-program.ts'
import { temporaryFolder } from '../support/repository.ts'

const node = (script: string, options = {}) => runProgram(process.execPath, ['-e', script], options)

test('tells what a program wrote, byte for byte, and its exit code', async () => {
  const run = await node('process.stdin.pipe(process.stdout); console.error("no"); process.exitCode = 3', {
    input: 'a\nü\n',
  })
  expect(run).toMatchObject({ failed: true, exitCode: 3, stdout: Buffer.from('a\nü\n'), stderr: 'no\n' })
  expect(run.shortMessage).toContain('exit code 3')
  expect(await node('')).toEqual({ failed: false, exitCode: 0, stdout: Buffer.alloc(0), stderr: '' })
})

test('a program that reads nothing of what it is given is none that failed', async () => {
  expect((await node('process.exit(0)', { input: 'x'.repeat(10_000_000) })).failed).toBe(false)
})

test('a program or a folder that there is not, and what no argument can hold, is no exception', async () => {
  const root = temporaryFolder()
  expect(await runProgram('no-such-program', [], { cwd: root })).toMatchObject({
    failed: true,
    code: 'ENOENT',
  })
  const nowhere = await node('', { cwd: `${root}/gone` })
  expect(nowhere).toMatchObject({ failed: true, code: 'ENOENT' })
  expect(nowhere.shortMessage).toContain('cwd')
  expect(await node('\0')).toMatchObject({ failed: true, exitCode: undefined })
})

test('a program that is killed, or writes more than it may, has no exit code', async () => {
  const killed = await node('process.kill(process.pid, "SIGKILL")')
  expect(killed).toMatchObject({ failed: true, exitCode: undefined })
  expect(killed.shortMessage).toContain('SIGKILL')
  const wrote = await node('process.stdout.write("x".repeat(1e6))', { maxBuffer: 1000 })
  expect(wrote).toMatchObject({ failed: true, exitCode: undefined })
})
