import { readFileSync } from 'node:fs'

export type Ids = { readonly uid: number; readonly gid: number }

/** Who PostgreSQL runs as when we are root, which it refuses: undefined means as ourselves. */
export function unprivileged(): Ids | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ['postgres', 'nobody'].map((name) => users.find(([user]) => user === name)).find(Boolean)
  const [, , uid, gid] = found ?? []
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) }
}
