import { fileURLToPath } from 'node:url'

/** This repository's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
