import { parse } from 'yaml'
import { at, items } from '../kubernetes/resource.ts'

/** What helm needs to be let in by a classic repository: never printed, and written into temporary folders only. */
export type RepositoryLogin = Readonly<Partial<Record<(typeof KEYS)[number], string>>>

/** Not whether certificates are checked, nor whether other hosts get the password: nothing of that is needed here. */
const KEYS = ['username', 'password', 'certFile', 'keyFile', 'caFile'] as const

/**
 * What `helm repo add` has saved for the repository at an address; nothing if it needs no login, or helm doesn't know it.
 *
 * @param saved helm's repositories.yaml. https://helm.sh/docs/helm/helm_repo_add/
 */
export function loginFor(url: string, saved: string): RepositoryLogin | undefined {
  const known = items(at(parse(saved, { logLevel: 'silent' }), 'repositories'))
  const found = known.find((each) => plain(String(at(each, 'url'))) === plain(url))
  const login = KEYS.flatMap((key) => {
    const value = at(found, key)
    return typeof value === 'string' && value !== '' ? [[key, value] as const] : []
  })
  return login.length > 0 ? Object.fromEntries(login) : undefined
}

const plain = (url: string): string => url.replace(/\/+$/, '')
