/**
 * Everything that is listed: rows of other tables, findings, connections. What a record is under counts as its text.
 * What is the same in all environments that are compared is no difference.
 */

import { hide, lower } from './grids.js'
import { all, compared } from './state.js'

const list = (text) => (text ? text.split(' ').map(Number) : [])

const itemOf = (element) => {
  const above = [
    ...all(':scope > h3, :scope > p', element.closest('article') ?? document.createElement('i')),
    ...all('figcaption', element.closest('figure') ?? document.createElement('i')),
  ]
  let text
  const environments = list(element.dataset.e)
  const alike = list(element.dataset.alike ?? element.dataset.e)
  const services = element.dataset.s === undefined ? undefined : list(element.dataset.s)
  const severity = element.dataset.v
  return {
    element,
    size: 1,
    apply: (wanted) => {
      text ??= [...above, element].map(lower).join(' ')
      const shown =
        environments.some((index) => wanted.chosen.has(index)) &&
        (services === undefined || wanted.service < 0 || services.includes(wanted.service)) &&
        (severity === undefined || !wanted.severity || severity === wanted.severity) &&
        wanted.words.every((word) => text.includes(word)) &&
        (!wanted.differences || [...compared(wanted)].some((index) => !alike.includes(index)))
      hide(element, !shown)
      return shown ? 1 : 0
    },
  }
}

export const items = all('[data-item]').map(itemOf)

export const pictures = all('svg g[data-s]').map((element) => ({
  element,
  services: list(element.dataset.s),
}))
