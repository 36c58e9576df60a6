import type { FactGroup } from '../facts/fact.ts'
import { grid, type Names } from '../grid.ts'
import { html } from '../markup.ts'
import type { Section } from './section.ts'

/** What is said of the environments themselves. */
export const environments = (groups: readonly FactGroup[], names: Names): Section => ({
  id: 'environments',
  title: 'Environments',
  content: html`${groups.map((group, index) => grid(`environments-${index}`, group, names))}`,
})

/** How each service is sized and set. */
export const services = (groups: readonly FactGroup[], names: Names): Section => ({
  id: 'services',
  title: 'Services',
  about: html`Pods, CPU and memory of each pod, and settings: as built, with what base says where an environment
says nothing.`,
  content: html`${groups.map((group, index) => grid(`services-${index}`, group, names))}`,
})
