import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../support/repository.ts'

export interface Position {
  readonly line: number
  readonly character: number
}

export interface Diagnostic {
  readonly message: string
  readonly range: { readonly start: Position }
}

export interface Completion {
  readonly label: string
  readonly documentation?: string | { readonly value: string }
}

/** A YAML file as an editor has it open. */
export interface Editor {
  /** What the server has against a text in place of the file. */
  readonly diagnostics: (path: string, text: string) => Promise<readonly Diagnostic[]>
  readonly completions: (path: string, text: string, at: Position) => Promise<readonly Completion[]>
  /** What an editor shows for the word at a place; empty if nothing. */
  readonly hover: (path: string, text: string, at: Position) => Promise<string>
  readonly close: () => Promise<void>
}

/** Starts the YAML language server that editors use, over stdio, for the repository at `root`; it needs no network. */
export async function openEditor(root: string): Promise<Editor> {
  const server = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const answers = new Map<number, (result: unknown) => void>()
  const published = new Map<string, (found: readonly Diagnostic[]) => void>()
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  let last = 0
  const ask = (method: string, params: unknown): Promise<unknown> => {
    const id = ++last
    const answer = new Promise<unknown>((resolve) => answers.set(id, resolve))
    send({ id, method, params })
    return answer
  }
  const receive = ({ id, method, params, result, error }: Message): void => {
    if (method === 'textDocument/publishDiagnostics') published.get(params.uri)?.(params.diagnostics)
    else if (method !== undefined && id !== undefined)
      send({ id, result: method === 'workspace/configuration' ? params.items.map(() => null) : null })
    else if (id !== undefined) answers.get(id)?.(error ? Promise.reject(new Error(error.message)) : result)
  }
  let rest = Buffer.alloc(0)
  server.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = rest.indexOf('\r\n\r\n')
      const length = Number(
        /Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(0, head)).toString())?.[1],
      )
      if (head < 0 || rest.length < head + 4 + length) return
      receive(JSON.parse(rest.subarray(head + 4, head + 4 + length).toString()))
      rest = rest.subarray(head + 4 + length)
    }
  })

  await ask('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: { textDocument: { hover: { contentFormat: ['markdown'] }, publishDiagnostics: {} } },
  })
  send({ method: 'initialized', params: {} })
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } }
  send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml } } })

  const opened = new Set<string>()
  const open = (path: string, text: string): Promise<readonly Diagnostic[]> => {
    const uri = pathToFileURL(join(root, path)).href
    const found = new Promise<readonly Diagnostic[]>((resolve) => published.set(uri, resolve))
    const version = ++last
    if (opened.has(uri))
      send({
        method: 'textDocument/didChange',
        params: { textDocument: { uri, version }, contentChanges: [{ text }] },
      })
    else
      send({
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'yaml', version, text } },
      })
    opened.add(uri)
    return found
  }
  const at = async (method: string, path: string, text: string, position: Position): Promise<unknown> => {
    await open(path, text)
    return ask(method, { textDocument: { uri: pathToFileURL(join(root, path)).href }, position })
  }
  return {
    diagnostics: open,
    completions: async (...place) => {
      const found = (await at('textDocument/completion', ...place)) as { items: Completion[] }
      return found.items
    },
    hover: async (...place) => {
      const found = (await at('textDocument/hover', ...place)) as { contents: { value: string } } | null
      return found?.contents.value ?? ''
    },
    close: async () => {
      await ask('shutdown', null)
      send({ method: 'exit' })
      await ended
    },
  }
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params: { uri: string; diagnostics: Diagnostic[]; items: unknown[] }
  readonly result?: unknown
  readonly error?: { readonly message: string }
}
