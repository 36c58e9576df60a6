import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ASSISTANTS, type Assistant, refusal } from '../audit/assistants.ts'
import { callsIn } from '../audit/calls.ts'
import { nextLine, verifyLog } from '../audit/chain.ts'
import { type Ended, type Entry, logOf } from '../audit/entry.ts'
import { beyondReading } from '../audit/rights.ts'
import { argocdNamespace, namespaceOf } from '../environment/environment.ts'
import { EXIT, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { suggest } from '../problem/nearest.ts'
import { append } from '../repository/append.ts'
import { readInputs } from '../repository/inputs.ts'
import { withLock } from '../repository/lock.ts'
import { textOf } from '../repository/text.ts'
import { withStageFor } from '../repository/work-folder.ts'
import { redactor } from '../secrets/redact.ts'
import { runOnTerminal } from '../tools/assistant.ts'
import { git, gitPath } from '../tools/git.ts'
import { findKubectl, type Kubectl, kubectlFor } from '../tools/kubectl.ts'
import { writeKubectlWrapper } from '../tools/kubectl-wrapper.ts'
import { rightsIn, singleContext } from '../tools/rights.ts'
import { looksLikeSecret } from '../verify/secret-patterns.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'

export interface AssistOptions {
  readonly environment: string
  readonly reason: string
  /** Context of the kubeconfig; defaults to the name of the environment's cluster. */
  readonly context?: string
  /** Another person who agreed, if the assistant may do more than read. */
  readonly approvedBy?: string
  /** The time; defaults to the machine's. */
  readonly now?: () => Date
}

/**
 * Starts an AI assistant for one environment and logs it: who asked what, why, with which rights, what it answered, each
 * call of kubectl, and how it ended. It gets a kubeconfig with one context. If that may do more than read, another person must have agreed.
 *
 * @throws GitError, KubectlError, and what the file system throws.
 */
export async function assist(
  root: string,
  tool: string,
  args: readonly string[],
  options: AssistOptions,
): Promise<Outcome> {
  const { environment, reason, approvedBy, now = () => new Date() } = options
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments([environment], inputs)
  if (unknown) return unknown
  const rendering = renderAll(inputs)
  const definition = rendering.definitions.find(({ name }) => name === environment)
  const { fleet } = rendering
  const cluster = definition && fleet?.clusters[definition.environment.cluster]
  if (!definition || !fleet || !cluster) return refused([...problems, ...rendering.problems], textOf(root))

  const assistant = Object.hasOwn(ASSISTANTS, tool) ? ASSISTANTS[tool] : undefined
  if (!assistant) {
    const known = Object.keys(ASSISTANTS)
    return wrong(`"${tool}" is not one of ${known.join(', ')}.${suggest(tool, known)}`)
  }
  const objection = refusal(assistant, args) ?? secretIn([...args, reason])
  if (objection) return wrong(objection)

  const person = await whoCommits(root)
  const context = options.context ?? definition.environment.cluster
  const kubectl = await kubectlFor(context, root)
  const namespaces = [namespaceOf(definition, fleet), argocdNamespace(cluster), 'kube-system']
  const rights = await rightsOf(kubectl, namespaces, assistant)
  if (rights.length > 0 && (!approvedBy || approvedBy.toLowerCase() === person.toLowerCase()))
    return wrong(
      `${tool} could do more than read: ${rights.join('; ')}. Give it the ServiceAccount of docs/ai-operations.md; or name another person who agrees with --approved-by.`,
    )

  const log = (entry: Entry) => write(root, logOf(person), entry)
  const asked = await log({
    ...{ event: 'asked', time: now().toISOString(), person, environment, context, tool },
    ...{ arguments: args, reason, rights, ...(approvedBy && { approvedBy }) },
  })
  const begun = now()
  const { error, ...ended } = await runLogged(root, assistant, args, kubectl, asked)
  const seconds = Math.round((now().getTime() - begun.getTime()) / 1000)
  await log({ event: 'ended', time: now().toISOString(), of: asked, seconds, ...ended })
  const { exit, calls = [] } = ended
  return {
    exit: exit === 0 ? EXIT.good : EXIT.failure,
    lines: [],
    errors: [
      ...(error ? [`${assistant.command}: ${error}`] : []),
      `Logged in ${logOf(person)}: commit it with whatever you change because of it.`,
    ],
    json: { log: logOf(person), asked, exit, rights, calls: calls.length },
  }
}

/** Whatever is asked goes to a model somewhere, and into the log for good. */
function secretIn(texts: readonly string[]): string | undefined {
  const looks = texts
    .map((text, index) => looksLikeSecret(text, /^--?([\w.-]+)$/.exec(texts[index - 1] ?? '')?.[1]))
    .find(Boolean)
  return looks && `What you would send ${looks}: an assistant must not see it, nor the log. Say it without.`
}

async function whoCommits(root: string): Promise<string> {
  const identity = await git(root, ['var', 'GIT_COMMITTER_IDENT'])
  return /<([^>]+)>/.exec(identity)?.[1] ?? identity
}

async function rightsOf(
  kubectl: Kubectl,
  namespaces: readonly string[],
  { actsAs }: Assistant,
): Promise<string[]> {
  const found = await Promise.all(
    namespaces.map(async (namespace) => beyondReading(await rightsIn(kubectl, namespace, actsAs))),
  )
  return [...new Set(found.flat())].sort()
}

const write = async (root: string, file: string, entry: Entry): Promise<string> =>
  withLock(await gitPath(root, 'audit.lock'), async () => {
    let hash = ''
    append(root, file, (text) => {
      if (verifyLog(file, text).length > 0)
        throw new Error(`${file} is damaged; nothing was appended:  \`npm run audit\` names the line.`)
      const next = nextLine(text, entry)
      hash = next.hash
      return next.line
    })
    return hash
  })

/** How it ended, as the log has it, and why it could not be started. */
type Ran = Omit<Ended, 'event' | 'time' | 'of' | 'seconds'> & { readonly error?: string }

/**
 * Runs it with a kubeconfig and a kubectl that go when it ends. Its trace and what it printed stay in git's own folder,
 * which no commit reaches.
 */
const runLogged = (
  root: string,
  assistant: Assistant,
  args: readonly string[],
  kubectl: Kubectl,
  asked: string,
): Promise<Ran> =>
  withStageFor(root, async (stage) => {
    // Absolute: the assistant may change its folder.
    const [kubeconfig, bin, answer, record] = ['kubeconfig', 'bin', 'answer', 'calls'].map((name) =>
      resolve(stage, name),
    ) as [string, string, string, string]
    const context = await singleContext(kubectl)
    writeFileSync(kubeconfig, context, { mode: 0o600 })
    writeKubectlWrapper(bin, (await findKubectl(root)) ?? 'kubectl', record)
    const traces = await gitPath(root, 'traces')
    mkdirSync(traces, { recursive: true })
    const kept = (ending: string) => join(traces, `${asked.slice(0, 12)}${ending}`)
    const all = [...assistant.args, ...(assistant.trace ? [assistant.trace, kept('.txt')] : []), ...args]
    const { command, interactive } = assistant
    const ending = await runOnTerminal(command, all, { kubeconfig, interactive, bin, answer })
    const hide = hider(credentialsIn(context))
    if (existsSync(answer))
      writeFileSync(kept('-answer.txt'), hide(readFileSync(answer, 'utf8')), { mode: 0o600 })
    const hashes = { trace: assistant.trace && hashOf(kept('.txt')), answer: hashOf(kept('-answer.txt')) }
    const { calls, more } = callsIn(existsSync(record) ? readFileSync(record, 'utf8') : '', hide)
    return {
      ...ending,
      ...(hashes.trace && { trace: hashes.trace }),
      ...(hashes.answer && { answer: hashes.answer }),
      calls,
      ...(more > 0 && { moreCalls: more }),
    }
  })

/** Takes out what a kubeconfig proves its user with, and each word that looks as if it were a secret. */
function hider(credentials: readonly string[]): (text: string) => string {
  const hide = redactor(credentials)
  return (text) =>
    hide(text).replaceAll(/[^\s"'`]{8,}/g, (word) => (looksLikeSecret(word) ? '[redacted]' : word))
}

/** Every text of the users of a kubeconfig, such as tokens and keys. */
function credentialsIn(kubeconfig: string): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : []
  const { users = [] } = JSON.parse(kubeconfig) as { users?: readonly { readonly user?: unknown }[] }
  return users.flatMap(({ user }) => texts(user)).filter((text) => text.length >= 8)
}

function hashOf(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex')
  } catch {
    return undefined // it wrote none
  }
}
