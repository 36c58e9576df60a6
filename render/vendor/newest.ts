import parse from 'semver/functions/parse.js'
import compare from 'semver/functions/rcompare.js'

/** The newest of some tags that is no prerelease, with or without a `v`; nothing if none is a version. */
export const newestVersion = (tags: Iterable<string>): string | undefined =>
  [...tags].filter((tag) => parse(tag)?.prerelease.length === 0).sort((a, b) => compare(a, b))[0]
