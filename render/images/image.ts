import type { Migrations } from './migrations.ts'

/** An image to build: `tag` is a hash over all that it is built from, so that equal content has an equal tag. */
export interface Image extends Partial<Migrations> {
  readonly service: string
  /** Where it is published, without tag: REGISTRY/SERVICE. */
  readonly image: string
  readonly tag: string
  /** The newest commit that changed any of it. */
  readonly commit: string
  /** What the registry holds under the tag; unknown, or nothing yet, without. */
  readonly digest?: string
  /** What the registry holds under the tag without an attestation: a bump refuses it, and a new build takes its place. */
  readonly replaces?: string
}

/** A name of an image as docker takes it, and nothing that it could take for an option. */
const NAME = /^[a-z0-9][a-z0-9.-]*(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/

export const isImageName = (text: unknown): text is string => typeof text === 'string' && NAME.test(text)

/** What a CI hands on to `bump` of an image that is published. */
export interface Build extends Partial<Migrations> {
  readonly service: string
  readonly tag: string
  readonly digest: string
  readonly commit: string
}

export const buildOf = ({ image: _, replaces: __, ...rest }: Image, digest: string): Build => ({
  ...rest,
  digest,
})

/** Whether two lists of digests name the same images, in whatever order. */
export const sameParts = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
