import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded before the command line: lists folders in another order, at another time. MACHINE says how. */
const [order, time] = (process.env['MACHINE'] ?? '').split(' ')

if (time) {
  const now = Date.parse(time)
  Date.now = () => now
}

if (order) {
  const original = fs.readdirSync as (...args: unknown[]) => unknown[]
  const rank = (entry: unknown): number => {
    const name = typeof entry === 'string' ? entry : (entry as fs.Dirent).name
    return [...name].reduce((hash, each) => (hash * 33 + each.charCodeAt(0)) % 8191, 7)
  }
  const readdirSync = (...args: unknown[]): unknown[] =>
    order === 'reversed' ? original(...args).reverse() : original(...args).sort((a, b) => rank(a) - rank(b))
  Object.assign(fs, { readdirSync })
  syncBuiltinESMExports()
}
