import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A commit status as it came in. */
export interface Posted {
  readonly sha: string
  readonly state: string
  readonly context: string
  readonly description: string
}

/** A GitHub on loopback that gives an App a token and takes commit statuses. */
export async function startGitHub() {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    void text(request).then((sent) => {
      const [, sha] = /\/repos\/todo\/gitops\/statuses\/(\w+)$/.exec(request.url ?? '') ?? []
      const token = /\/app\/installations\/\d+\/access_tokens$/.test(request.url ?? '')
      if (sha) posted.push({ sha, ...JSON.parse(sent) })
      const body = token ? { token: 'ghs_token', expires_at: '2999-01-01T00:00:00Z' } : {}
      response.writeHead(sha || token ? 201 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { posted, api: `http://127.0.0.1:${port}/api/v3`, close: () => server.close() }
}
