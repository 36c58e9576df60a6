import type { Operator, Site } from '../mutation.ts'
import { short } from './types.ts'

type Make = (value: string, site: Site) => Readonly<Record<string, string>>

/** Mistakes that only one kind of text can have: what they are by their names. */
const known = (id: string, title: string, pattern: RegExp, make: Make): Operator => ({
  id,
  title,
  edits: (site) =>
    typeof site.value === 'string' && pattern.test(site.pattern)
      ? Object.entries(make(site.value, site))
          .filter(([, value]) => value !== site.value)
          .map(([name, value]) => ({
            detail: `${short(site.value)} -> ${short(value)}`,
            variant: name,
            value,
          }))
      : [],
})

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`
const bare = (image: string) => image.replace(/@.*$/, '')
const name = (image: string) => bare(image).replace(/:[^:/]*$/, '')

export const texts: readonly Operator[] = [
  known('image', 'An image is a different one, or unknown.', /\.image$/, (image) => ({
    'tag latest': `${name(image)}:latest`,
    'no tag': name(image),
    'another tag': `${name(image)}:0.0.9`,
    'no digest': bare(image),
    'a digest cut short': `${bare(image)}@${DIGEST.slice(0, -4)}`,
    'another digest': `${bare(image)}@${DIGEST}`,
    'another registry': `quay.io/someone/${name(image).split('/').at(-1)}:0.1.0`,
    'no registry': image.split('/').at(-1) as string,
  })),
  known('url', 'A URL points elsewhere.', /^data\..*URL$|\.env\[.*URL\]\.value$/, (url) => ({
    'another port': url.replace(/:[0-9]+/, ':8080'),
    'no port': url.replace(/:[0-9]+/, ''),
    'no scheme': url.replace(/^[a-z]+:\/\//, ''),
    https: url.replace(/^http:/, 'https:'),
    'another host': url.replace(/\/\/[^:/]+/, '//todo-server'),
    'this machine': url.replace(/\/\/[^:/]+/, '//localhost'),
    'another namespace': url.replace(/\/\/([^:/.]+)(?=[:/])/, '//$1.todo-elsewhere'),
    'another path': `${url.replace(/\/$/, '')}/v0`,
  })),
  known('setting', 'A setting has a value that the program refuses.', /^data\./, (value) =>
    /^[0-9]+$/.test(value)
      ? {
          word: 'many',
          negative: '-1',
          zero: '0',
          'a hundredfold': `${value}00`,
          fraction: `${value}.5`,
          none: '',
        }
      : {},
  ),
  known('path', 'A path is a different one.', /\.(path|mountPath)$/, (path) => ({
    healthz: '/healthz',
    'not from the root': path.replace(/^\//, ''),
    'with a slash behind': `${path}/`,
  })),
  known('addresses', 'An address range is a different one.', /\.cidr$/, (cidr) => ({
    everything: cidr.includes(':') ? '::/0' : '0.0.0.0/0',
    'no prefix': cidr.replace(/\/.*/, ''),
    'a prefix too long': cidr.replace(/\/.*/, '/129'),
    narrower: cidr.replace(/\/.*/, cidr.includes(':') ? '/64' : '/30'),
  })),
  known('wave', 'A resource is applied at another time.', /sync-wave$/, (wave) => ({
    later: String(Number(wave) + 5),
    earlier: String(Number(wave) - 5),
    word: 'first',
  })),
  known('hook', 'A hook runs at another time, or is not deleted.', /argocd\.argoproj\.io\/hook/, (value) =>
    value.startsWith('Before')
      ? { 'only when it succeeded': 'HookSucceeded', 'never removed': 'Never' }
      : {
          before: 'PreSync',
          after: 'PostSync',
          'on failure only': 'SyncFail',
          skipped: 'Skip',
          within: 'Sync',
        },
  ),
  known('sync-options', 'Sync options differ.', /sync-options$|syncOptions\.\*$/, (value) => ({
    confirm: value.replace('Prune=false', 'Prune=confirm'),
    'no prune': value.replace('Prune=false,', '').replace('Prune=false', ''),
    'no delete': value.replace(/,?Delete=false/, ''),
    replaced: 'Replace=true',
    forced: 'Force=true',
  })),
  known('quota', 'A bound of the quota is far too low.', /^spec\.hard\./, () => ({
    one: '1',
    little: '10m',
  })),
  known('host', 'A host is a different one.', /\.host$|\.hosts\.\*$/, (host) => ({
    'without its domain': host.split('.')[0] as string,
    'of everyone': `*.${host.split('.').slice(1).join('.')}`,
    'with a scheme': `https://${host}`,
    'another environment': `other.${host}`,
  })),
  known(
    'duration',
    'A duration is a different one.',
    /\.(for|interval|refreshInterval|duration|maxDuration)$/,
    (value) => ({
      'without a unit': value.replace(/[a-z]+$/, ''),
      word: 'soon',
      negative: `-${value}`,
    }),
  ),
  known(
    'label-value',
    'A pod or a resource carries the label of another environment.',
    /labels\.environment$/,
    () => ({
      other: 'elsewhere',
    }),
  ),
]
