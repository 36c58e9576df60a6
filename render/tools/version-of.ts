import { execa } from 'execa'

/** The first version, such as `2.39.5`, in what a command says; nothing if there is no such command or it fails. */
export async function versionOf(command: string, args: readonly string[]): Promise<string | undefined> {
  const asked = await execa(command, args, { reject: false })
  return asked.failed ? undefined : /[0-9]+\.[0-9]+(\.[0-9]+)?/.exec(asked.stdout)?.[0]
}
