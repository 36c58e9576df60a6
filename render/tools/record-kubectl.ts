// Runs kubectl and records the call: `node record-kubectl.ts KUBECTL FILE ARGUMENTS...`. The wrapper that an assistant
// finds as `kubectl` on its PATH starts it. Before the call its arguments are on the disk; after it, how it ended and a
// hash of what it printed, never the text.

import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

const [kubectl = '', file = '', ...args] = process.argv.slice(2)
const id = randomUUID()
const write = (record: object): void =>
  appendFileSync(file, `${JSON.stringify({ id, time: new Date().toISOString(), ...record })}\n`, {
    mode: 0o600,
  })

write({ arguments: args })
const child = spawn(kubectl, args, { stdio: ['inherit', 'pipe', 'pipe'] })
const hash = createHash('sha256')
let bytes = 0
child.stdout.on('data', (part: Buffer) => {
  hash.update(part)
  bytes += part.length
})
child.stdout.pipe(process.stdout)
let said = ''
child.stderr.on('data', (part: Buffer) => {
  said = (said + part).slice(-1000)
})
child.stderr.pipe(process.stderr)
child.once('error', (error) => {
  process.stderr.write(`kubectl: ${error.message}\n`)
  write({ exit: null })
  process.exitCode = 1
})
child.once('close', (code) => {
  // The API server's refusal, because that is what the log is read for.
  const forbidden = code !== 0 && /\(Forbidden\)/.test(said)
  write({ exit: code, bytes, sha256: hash.digest('hex'), ...(forbidden && { forbidden }) })
  process.exitCode = code ?? 1
})
