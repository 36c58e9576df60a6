import { at } from '../../../render/kubernetes/resource.ts'
import type { Operator, Site } from '../mutation.ts'
import { misspelt } from '../seed.ts'

const isField = ({ path }: Site): boolean => typeof path.at(-1) === 'string'
const isItem = ({ path }: Site): boolean => typeof path.at(-1) === 'number'
const parentOf = ({ resource, path }: Site): unknown => at(resource, ...path.slice(0, -1))

/** The parent with another key in the place of the site's. */
const renamed = (site: Site, key: string): object =>
  Object.fromEntries(
    Object.entries(parentOf(site) as object).map(([each, value]) => [
      each === site.path.at(-1) ? key : each,
      value,
    ]),
  )

const rename = (site: Site, key: string) => ({
  detail: `${site.path.at(-1)} -> ${key}`,
  path: site.path.slice(0, -1),
  value: renamed(site, key),
})

/** Mistakes with fields and items, whatever they hold. */
export const structure: readonly Operator[] = [
  {
    id: 'drop-field',
    title: 'A field is left out.',
    edits: (site) => (isField(site) ? [{ detail: 'dropped' }] : []),
  },
  {
    id: 'empty-field',
    title: 'A field has a key but no value.',
    edits: (site) => (isField(site) && site.value !== null ? [{ detail: 'null', value: null }] : []),
  },
  {
    id: 'misspell-field',
    title: 'The name of a field is misspelt.',
    edits: (site) =>
      isField(site) ? [rename(site, misspelt(String(site.path.at(-1)), site.path.join('.')))] : [],
  },
  {
    id: 'case-field',
    title: 'The name of a field has a wrong capital letter.',
    edits: (site) => {
      const key = String(site.path.at(-1))
      const other = /[A-Z]/.test(key)
        ? key.toLowerCase()
        : key.replace(/^[a-z]/, (first) => first.toUpperCase())
      return isField(site) && other !== key ? [rename(site, other)] : []
    },
  },
  {
    id: 'outdent-field',
    title: 'A field is one level too high.',
    edits: (site) => {
      const key = site.path.at(-1) as string
      const above = site.path.slice(0, -2)
      const grand = at(site.resource, ...above)
      if (!isField(site) || site.path.length < 2 || Array.isArray(grand)) return []
      const rest = { ...(parentOf(site) as Record<string, unknown>) }
      delete rest[key]
      if (Object.hasOwn(grand as object, key)) return []
      const value = { ...(grand as object), [site.path.at(-2) as string]: rest, [key]: site.value }
      return [{ detail: 'outdented', path: above, value }]
    },
  },
  {
    id: 'drop-item',
    title: 'An item of a list is left out.',
    edits: (site) => (isItem(site) ? [{ detail: `dropped ${JSON.stringify(site.value).slice(0, 60)}` }] : []),
  },
  {
    id: 'double-item',
    title: 'An item is in its list twice.',
    edits: (site) =>
      isItem(site)
        ? [
            {
              detail: `doubled ${JSON.stringify(site.value).slice(0, 60)}`,
              path: site.path.slice(0, -1),
              value: [...(parentOf(site) as unknown[]), structuredClone(site.value)],
            },
          ]
        : [],
  },
  {
    id: 'empty-list',
    title: 'A list is empty.',
    edits: ({ value }) => (Array.isArray(value) && value.length > 0 ? [{ detail: '[]', value: [] }] : []),
  },
  {
    id: 'empty-map',
    title: 'A map is empty.',
    edits: ({ value, path }) =>
      path.length > 0 &&
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.keys(value).length > 0
        ? [{ detail: '{}', value: {} }]
        : [],
  },
]
