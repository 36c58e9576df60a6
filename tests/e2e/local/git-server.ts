// Serves the repositories of a folder over HTTPS for reading, as a git host does:
// node git-server.ts FOLDER PORT CERTIFICATE KEY

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { parseHead } from './cgi.ts'

const [folder = '', port = '', certificate = '', key = ''] = process.argv.slice(2)
const tls = { cert: readFileSync(certificate), key: readFileSync(key) }
createServer(tls, answer).listen(Number(port), '127.0.0.1')

/** Hands a request to `git http-backend`, and its answer back. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'https://127.0.0.1')
  const header = (name: string): string => String(request.headers[name] ?? '')
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
    },
  })
  // git closes its input early where it refuses a request.
  backend.stdin.on('error', () => {})
  request.pipe(backend.stdin)
  let head = Buffer.alloc(0)
  backend.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) {
      response.write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const parsed = parseHead(head)
    if (parsed) response.writeHead(parsed.status, parsed.headers).write(parsed.body)
  })
  backend.on('close', () => (response.headersSent ? response : response.writeHead(500)).end())
}
