import { execa } from 'execa'

/** Runs a script with this Node. @throws ExecaError if it ends with another code than 0. */
export const runScript = async (script: string, args: readonly string[]): Promise<void> => {
  await execa(process.execPath, [script, ...args])
}
