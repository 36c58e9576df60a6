import type { McpServer } from '@modelcontextprotocol/server'
import type { Database } from '@todo/database/database'
import type { Logger } from '@todo/shared/logger'
import { ProblemError } from '@todo/shared/problem'
import { z } from 'zod'

/** What a tool works with. The user comes from the verified token of the request, never from the model. */
export type ToolContext = {
  readonly database: Database
  readonly userId: string
  readonly logger: Logger
  readonly tasksPerUser: number
}

/** A failure that the model can do something about: what went wrong and what to try. */
export class ToolError extends Error {
  readonly reason: string
  readonly hint: string

  constructor(reason: string, message: string, hint: string) {
    super(message)
    this.name = 'ToolError'
    this.reason = reason
    this.hint = hint
  }
}

export type Tool<Shape extends z.ZodRawShape> = {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: Shape
  /** Hints for clients: does it change anything, does it destroy anything, is twice the same as once. */
  readonly annotations: { readOnlyHint: boolean; destructiveHint?: boolean; idempotentHint?: boolean }
  readonly run: (context: ToolContext, input: z.infer<z.ZodObject<Shape>>) => Promise<unknown>
}

/** Offers one tool. Results and errors are JSON text; errors carry `isError`, a reason and a hint. */
export function registerTool<Shape extends z.ZodRawShape>(
  server: McpServer,
  context: ToolContext,
  { name, title, description, input, annotations, run }: Tool<Shape>,
): void {
  // Loose, so that a user_id reaches us and can be refused instead of being dropped unseen.
  const inputSchema = z.looseObject(input)
  const call = async (given: Record<string, unknown>) => {
    try {
      refuseStrangers(given, Object.keys(input), context.userId)
      return text(await run(context, given as z.infer<z.ZodObject<Shape>>))
    } catch (error) {
      return { ...text(explain(error, context.logger)), isError: true }
    }
  }
  server.registerTool(
    name,
    { title, description, inputSchema, annotations: { ...annotations, openWorldHint: false } },
    (given) => call(given as Record<string, unknown>),
  )
}

function refuseStrangers(given: Record<string, unknown>, known: readonly string[], userId: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (known.includes(name)) continue
    if (name !== 'user_id')
      throw new ToolError(
        'unknown_argument',
        `There is no argument ${name.slice(0, 50)}.`,
        `Use only: ${known.join(', ')}.`,
      )
    if (value !== userId)
      throw new ToolError(
        'another_user',
        'Only the signed-in user can be served.',
        'Leave user_id out; tell the user that the tasks of other people cannot be reached.',
      )
  }
}

function explain(error: unknown, logger: Logger): { error: string; message: string; hint: string } {
  if (error instanceof ToolError) return { error: error.reason, message: error.message, hint: error.hint }
  logger.error({ err: error }, 'a tool failed')
  const known = error instanceof ProblemError
  return {
    error: known ? error.problem.reason : 'internal_error',
    message: known ? error.problem.detail : 'The tool failed.',
    hint: 'Tell the user that it did not work and to try again shortly; do not call the tool again now.',
  }
}

function text(value: unknown) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(value) }] }
}
