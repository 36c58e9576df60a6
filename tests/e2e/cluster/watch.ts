import type { Api, Live } from './api.ts'

interface List {
  readonly items: Live[]
  readonly metadata: { readonly resourceVersion: string }
}

/** A list, and the list again after each change, until the signal ends it. @throws where a change could be missed. */
export async function* watchList(url: string, signal: AbortSignal): AsyncGenerator<Live[], void> {
  const { items, metadata } = (await (await ask(url, signal)).json()) as List
  const objects = new Map(items.map((each) => [each.metadata.uid, each]))
  yield items
  const changes = await ask(`${url}?watch=true&resourceVersion=${metadata.resourceVersion}`, signal)
  for await (const line of linesOf(changes)) {
    const { type, object } = JSON.parse(line) as { type: string; object: Live }
    if (type === 'ERROR') throw new Error(`${url}: ${line}`)
    if (type === 'DELETED') objects.delete(object.metadata.uid)
    else objects.set(object.metadata.uid, object)
    yield [...objects.values()]
  }
  throw new Error(`${url}: the API server ended the watch`)
}

async function ask(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}

async function* linesOf({ body }: Response): AsyncGenerator<string> {
  let rest = ''
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Watches while something is done. @param tell gets each list. @throws what the work or the watch throws. */
export async function whileWatching(
  api: Api,
  path: string,
  tell: (list: readonly Live[]) => void,
  work: () => Promise<void>,
): Promise<void> {
  const end = new AbortController()
  const lists = api.watch(path, end.signal)
  const first = await lists.next()
  if (!first.done) tell(first.value)
  const watched = (async () => {
    for await (const list of lists) tell(list)
  })().catch((error: unknown) => {
    if (!end.signal.aborted) throw error
  })
  // It is awaited after the work; until then, a failure is not unhandled.
  watched.catch(() => {})
  try {
    await work()
  } finally {
    end.abort()
  }
  await watched
}
