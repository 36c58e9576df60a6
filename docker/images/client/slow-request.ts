import http from 'node:http'

export type SlowRequest = {
  /** Sends the rest. @returns the answer's status */
  readonly finish: () => Promise<number>
}

/**
 * Sends a request's headers and half of its body, and waits: a request in flight for as long as the test wants.
 *
 * @returns when the half has been handed over to the system
 */
export async function slowRequest(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<SlowRequest> {
  const bytes = Buffer.from(body)
  const request = http.request(url, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
  })
  const answered = new Promise<number>((resolve, reject) => {
    request.once('error', reject)
    request.once('response', (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
  })
  // Told by finish(): without this an early failure would end the program instead.
  answered.catch(() => undefined)
  const half = Math.floor(bytes.length / 2)
  await new Promise<void>((resolve) => request.write(bytes.subarray(0, half), () => resolve()))
  return {
    finish: () => {
      request.end(bytes.subarray(half))
      return answered
    },
  }
}
