import { homedir } from 'node:os'
import { join } from 'node:path'

const CACHE = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'todo-gitops', 'e2e')

/** Where everything lies that the tests build or run: in the user's cache, outside of the working tree. */
export const FOLDERS = {
  cache: CACHE,
  /** Programs built from Go modules. */
  programs: join(CACHE, 'programs'),
  /** Debian packages, unpacked: what real pods need besides. */
  debian: join(CACHE, 'debian'),
  /** Images, as buildah keeps them. */
  images: join(CACHE, 'images'),
  /** Images, as the registry keeps them. */
  registry: join(CACHE, 'registry'),
  /** The running cluster: configuration, keys, data and logs. */
  run: join(CACHE, 'run'),
} as const

/** Names the run that is at work. */
export const LOCK = join(CACHE, 'lock.json')
