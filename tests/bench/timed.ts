import { spawnSync } from 'node:child_process'

/** One run of a program, from its start to its end. */
export interface Timed {
  readonly seconds: number
  /** Of all its processes together: what it costs however busy the machine is. */
  readonly processorSeconds: number
}

interface TimedOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
}

/** Runs a program, its output thrown away. @throws if it fails: a failure is not a time. */
export function timed(command: readonly string[], { cwd, env, input }: TimedOptions = {}): Timed {
  const start = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync('sh', ['-c', '"$@" >/dev/null && times', 'sh', ...command], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env, LC_ALL: 'C' },
  })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`)
  const [, children = ''] = stdout.trim().split('\n')
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
  if (parts.length !== 2) throw new Error(`times printed "${stdout}"`)
  const processorSeconds = parts.reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  )
  return { seconds, processorSeconds }
}
