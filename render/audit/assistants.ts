/** An assistant: how it is started, and what would let it go around its guards or this log. */
export interface Assistant {
  readonly command: string
  readonly args: readonly string[]
  /** Its flag for a file to write down every step in, if it has one. */
  readonly trace?: string
  /** Whether it asks on the terminal; what is typed there is not in the log. */
  readonly interactive: boolean
  /** The arguments that hold the prompt. */
  readonly prompt: RegExp
  /** Arguments that are refused, each with the reason. */
  readonly refused: readonly { readonly pattern: RegExp; readonly because: string }[]
  /** The ServiceAccount that acts in the cluster, if it is not the kubeconfig's user: NAMESPACE:NAME. */
  readonly actsAs?: string
}

const BARE = /^\s*[^-\s]/

/** The assistants that may be started; docs/ai-operations.md says what each is for, and where its flags come from. */
export const ASSISTANTS: Readonly<Record<string, Assistant>> = {
  'kubectl-ai': {
    command: 'kubectl-ai',
    // Said here because its configuration file could say otherwise, and flags count before that.
    args: ['--quiet', '--skip-permissions=false', '--mcp-client=false'],
    trace: '--trace-path',
    interactive: false,
    prompt: BARE,
    refused: [
      { pattern: /^--skip-permissions/, because: 'it would change things without asking' },
      { pattern: /^--mcp-/, because: 'what other programs ask, or are told, could not be logged' },
      { pattern: /^--(quiet|ui-type|resume-session)/, because: 'what is typed later could not be logged' },
      { pattern: /^--trace-path/, because: 'assist sets it, and keeps the trace' },
      { pattern: /^--kubeconfig/, because: 'assist gives it one with a single context' },
    ],
  },
  kagent: {
    command: 'kagent',
    args: ['invoke'],
    interactive: false,
    prompt: /^(--task|-[a-zA-Z]*t)/,
    refused: [{ pattern: /^(--file|-[a-zA-Z]*f)/, because: 'the prompt would not be in the log' }],
    actsAs: 'kagent:kagent-tools',
  },
  gordon: { command: 'docker', args: ['ai'], interactive: true, prompt: BARE, refused: [] },
}

/** Why a command line is refused; nothing if it isn't. */
export function refusal({ prompt, refused }: Assistant, args: readonly string[]): string | undefined {
  for (const arg of args) {
    const rule = refused.find(({ pattern }) => pattern.test(arg))
    if (rule) return `${arg.split('=')[0]} is not allowed here: ${rule.because}.`
  }
  return args.some((arg) => prompt.test(arg))
    ? undefined
    : 'Give the prompt on the command line, so that it is in the log.'
}
