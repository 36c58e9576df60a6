import { output, run } from '../commands.ts'
import { SERVICES } from '../services.ts'
import { expect, type SystemCheck } from './check.ts'

/** Runs inside each container: what it may and what it may not. */
const PROBE = `
const fs = require('node:fs')
const { spawnSync } = require('node:child_process')
const writes = (path) => { try { fs.writeFileSync(path, 'x'); fs.rmSync(path); return 'yes' } catch (error) { return error.code } }
const field = (name) => new RegExp('^' + name + ':\\\\s*(\\\\S+)', 'm').exec(fs.readFileSync('/proc/1/status', 'utf8'))?.[1]
console.log(JSON.stringify({
  uid: process.getuid(), gid: process.getgid(), first: fs.readlinkSync('/proc/1/exe'),
  capabilities: field('CapEff'), noNewPrivileges: field('NoNewPrivs'),
  root: writes('/x'), app: writes(process.cwd() + '/x'), tmp: writes('/tmp/x'),
  shell: ['/bin/sh', '/bin/bash', '/bin/busybox'].some((each) => spawnSync(each, ['-c', 'true']).status === 0),
}))`

export const hardening: SystemCheck = {
  title: 'UID 1001, read-only root, no capability, no new privileges, no shell; health checks pass',
  run: async ({ containers, instances }, engine) => {
    for (const { name } of SERVICES) {
      const { id } = instances[name]
      const found = JSON.parse(await containers.evaluate(id, PROBE)) as Record<string, unknown>
      const expected = {
        uid: 1001,
        gid: 1001,
        capabilities: '0000000000000000',
        noNewPrivileges: '1',
        root: 'EROFS',
        app: 'EROFS',
        tmp: 'yes',
        shell: false,
      }
      for (const [key, value] of Object.entries(expected))
        expect(found[key] === value, `${name}: ${key} is ${String(found[key])} instead of ${String(value)}`)
      expect(String(found['first']).endsWith('/node'), `${name}: process 1 is ${String(found['first'])}`)
      await healthCheck(engine.cli, id)
    }
    return ''
  },
}

/**
 * Runs the image's HEALTHCHECK as often as it allows itself to fail. By hand, because podman leaves it to timers of
 * systemd, which not every machine has.
 */
async function healthCheck(cli: readonly string[], id: string): Promise<void> {
  const test = JSON.parse(await output([...cli, 'inspect', '--format', '{{json .Config.Healthcheck}}', id]))
  const { Test, Retries } = test as { Test: readonly string[]; Retries: number }
  const failures: string[] = []
  while (failures.length < Retries) {
    const { code, stdout, stderr } = await run([...cli, 'exec', id, ...Test.slice(1)], { timeoutMs: 10_000 })
    if (code === 0) return
    failures.push(`${code} ${stdout}${stderr}`.trim())
  }
  throw new Error(`its HEALTHCHECK fails: ${failures.join(', ')}`)
}
