import { fileURLToPath } from 'node:url'

/** This repository's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The system that the tests of the engine render: base, policies and environments, whatever this repository holds. */
export const SYSTEM = fileURLToPath(new URL('../fixtures/system', import.meta.url))

/** The digest of every image that the base of SYSTEM pins. */
export const PINNED = `sha256:${'d1'.repeat(32)}`
