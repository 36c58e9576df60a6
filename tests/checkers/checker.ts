import type { Material } from './material.ts'
import type { Tool } from './pins.ts'

/** Something a checker has against the repository. */
export interface Finding {
  /** The checker's own name of the rule. */
  readonly rule: string
  /** `production/Deployment/backend`, `docker/backend/Dockerfile:12`: what it is about. */
  readonly place: string
  readonly message: string
}

/** What one run of a checker looks at. */
export interface Subject {
  /** An environment's name, or what the files are. */
  readonly name: string
  /** Paths from the repository's root. */
  readonly files: readonly string[]
}

/** The path of an installed tool's program, or of its folder. */
export interface Installed {
  readonly program: (tool: Tool) => string
  readonly folder: (tool: Tool) => string
}

/** Reads what a checker wrote to stdout. May throw: then the checker counts as failed. */
export type Read = (output: string, subject: Subject) => readonly Finding[]

/** One outside checker as data: what it needs, what it looks at, how it is run and how its findings are read. */
export interface Checker {
  readonly name: string
  readonly tool: Tool
  /** What it needs beside its own tool. */
  readonly beside?: readonly Tool[]
  /** Runs only if it is asked for: dear to install, or refused where the exceptions were written, so that none are. */
  readonly optional?: true
  readonly subjects: (material: Material) => readonly Subject[]
  /** Why it can't tell anything here, if so. */
  readonly obstacle?: (material: Material) => string | undefined
  /** Done once before it runs. */
  readonly prepare?: (root: string, installed: Installed) => void
  readonly args: (subject: Subject, installed: Installed) => readonly string[]
  /** Exit codes that mean findings; 0 means none, and any other that it has failed. */
  readonly findingsExit?: number
  readonly read: Read
}
