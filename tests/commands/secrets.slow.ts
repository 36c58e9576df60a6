import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { run } from '../repository/run.ts'
import { copyOfRepository, write } from '../support/repository.ts'

const VALUE = 'S3CRETvalue/1234567890+abcdefABCDEF'

let root: string
beforeEach(async () => {
  root = copyOfRepository()
  expect((await run(root, ['render'])).exit).toBe(0)
  const example = readFileSync(join(root, 'environments/staging/secrets.example.env'), 'utf8')
  write(root, { 'environments/staging/secrets.env': example.replace(/^([A-Z_]+)=.*/gm, `$1=${VALUE}`) })
  chmodSync(join(root, 'environments/staging/secrets.env'), 0o600)
})

/** Runs the command with a kubectl that is this shell script; `log` holds its arguments and environment. */
async function secrets(script: string, ...args: string[]) {
  const log = join(root, 'kubectl.log')
  write(root, {
    'kubectl.sh': `#!/bin/bash\n(echo "$@"; env) >> '${log}'\ncase "$*" in *get-contexts*) echo cloud; exit;; esac\n${script}\n`,
  })
  chmodSync(join(root, 'kubectl.sh'), 0o755)
  const ended = await run(root, ['secrets', 'staging', ...args], {
    env: { KUBECTL: join(root, 'kubectl.sh') },
  })
  return {
    ...ended,
    shown: ended.stdout + ended.stderr,
    log: existsSync(log) ? readFileSync(log, 'utf8') : '',
  }
}

const base64 = Buffer.from(VALUE).toString('base64')

describe('what kubectl says of an object shows no value', () => {
  test.each<[string, string]>([
    [
      'a webhook quotes the Secret',
      '[[ $* == *apply* ]] && in=$(cat); [[ $in == *Secret* ]] && { echo "denied: $in" >&2; exit 1; }; exit 0',
    ],
    ['a server quotes one value', `cat >/dev/null; echo "invalid value \\"${VALUE}\\"" >&2; exit 1`],
    ['a server cuts the value off', `cat >/dev/null; echo "bad: ${base64.slice(0, 30)}..." >&2; exit 1`],
    [
      'a webhook encodes the whole object',
      '[[ $* == *apply* ]] && in=$(cat); [[ $in == *Secret* ]] && { echo "x: $(echo "$in" | base64 -w0)" >&2; exit 1; }; exit 0',
    ],
    [
      'the Secret in the cluster has other values',
      `case "$*" in *get\\ secret*) echo '{"data":{"K":"${Buffer.from('the-old-value-of-the-key').toString('base64')}"}}';; *) in=$(cat); [[ $in == *Secret* ]] && { echo 'was: the-old-value-of-the-key' >&2; exit 1; };; esac; exit 0`,
    ],
    [
      'the answer is no JSON',
      `case "$*" in *get\\ secret*) echo '{"data": ${VALUE}';; *) cat >/dev/null;; esac; exit 0`,
    ],
    [
      'a restart fails',
      `case "$*" in *get\\ deployments*) echo deployment.apps/backend;; *rollout*) echo "bad ${VALUE}" >&2; exit 1;; *get*) ;; *) cat >/dev/null;; esac; exit 0`,
    ],
  ])('%s', async (_, script) => {
    const { exit, shown } = await secrets(script, '--restart')
    expect(exit).toBe(3)
    expect(shown).toMatch(/kubectl: /)
    for (const text of [
      VALUE,
      base64,
      VALUE.slice(0, 10),
      base64.slice(0, 12),
      base64.slice(-14, -2),
      'old-value',
    ])
      expect(shown).not.toContain(text)
  })
})

test('a missing secrets.env is said with what to write, by the example where there is one', async () => {
  rmSync(join(root, 'environments/staging/secrets.env'))
  expect((await secrets('exit 0')).shown).toContain('copy environments/staging/secrets.example.env to it')
  const example = join(root, 'environments/staging/secrets.example.env')
  const named = Object.keys(parseEnv(readFileSync(example, 'utf8'))).sort()
  rmSync(example)
  const { exit, shown, log } = await secrets('exit 0')
  expect(exit).toBe(2)
  expect(shown).toContain(`is missing: write a line KEY=VALUE for each of ${named.join(', ')}.`)
  expect(log).toBe('')
})

test('values reach kubectl by standard input only', async () => {
  const { exit, log } = await secrets('case "$*" in *apply*) cat >/dev/null;; esac; exit 0')
  expect(exit).toBe(0)
  expect(log).toContain('apply')
  expect(log).not.toContain(VALUE)
  expect(log).not.toContain(base64)
})

test.skipIf(process.platform === 'win32').each([0o644, 0o640, 0o604])(
  'a secrets.env with mode %o is told, with the command that closes it',
  async (mode) => {
    chmodSync(join(root, 'environments/staging/secrets.env'), mode)
    const { exit, stderr } = await secrets('case "$*" in *apply*) cat >/dev/null;; esac; exit 0')
    expect(exit).toBe(0)
    expect(stderr).toContain(`(mode 0${mode.toString(8)}): \`chmod 600 environments/staging/secrets.env\``)
  },
)

test('one that only its owner reads is not worth a word', async () => {
  expect((await secrets('case "$*" in *apply*) cat >/dev/null;; esac; exit 0')).stderr).toBe('')
})
