import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This repository's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where `npm run init` moves the system that the repository came with. */
const KEPT = join(ROOT, 'tests/fixtures/system')

/** Whether this repository is one that `npm run init` made, with a system of its own. */
export const IS_COPY = existsSync(KEPT)

/**
 * The system that the engine's tests were written against, rendered: those of the repository that the
 * engine comes from, whatever system this copy of it has.
 */
export const SYSTEM = IS_COPY ? KEPT : ROOT

/** Stands for the digests of the images that the base of SYSTEM pins, which Dependabot moves. */
export const PINNED = `sha256:${'d1'.repeat(32)}`
