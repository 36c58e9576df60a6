/** An image that is in use, by digest, and by whom. */
export interface Running {
  /** `IMAGE@DIGEST`, without a tag. */
  readonly image: string
  /** Names of environments; `base` for what manifests pin themselves. */
  readonly where: readonly string[]
}

interface Runs {
  readonly name: string
  readonly release: { readonly services: Readonly<Record<string, { readonly digest?: string }>> }
}

const PINNED = /^\s*(?:- )?image: ["']?([^\s"'@]+)@(sha256:[0-9a-f]{64})/gm

/**
 * Every image that some environment runs or that base pins. What was typed without a digest can't be named for sure and
 * is left out.
 *
 * @param registry where the services' images are. @param base path and text of base's files.
 */
export function runningImages(
  registry: string,
  environments: readonly Runs[],
  base: ReadonlyMap<string, string>,
): Running[] {
  const found = new Map<string, Set<string>>()
  const add = (image: string, where: string) => {
    found.set(image, (found.get(image) ?? new Set()).add(where))
  }
  for (const { name, release } of environments)
    for (const [service, { digest }] of Object.entries(release.services))
      if (digest) add(`${registry}/${service}@${digest}`, name)
  for (const text of base.values())
    for (const [, name = '', digest] of text.matchAll(PINNED))
      add(`${name.replace(/:[^/:]*$/, '')}@${digest}`, 'base')
  return [...found].sort().map(([image, where]) => ({ image, where: [...where] }))
}
