/**
 * The matrices: rows and columns that are not asked for are hidden, and what differs is marked again among the
 * environments that are chosen; with a single one, among all.
 */

import { all, boxes, compared } from './state.js'

export const lower = (element) => element.textContent.toLowerCase().replace(/\s+/g, ' ').trim()

const marksOf = (keys) => {
  const numbers = new Map()
  for (const key of keys) numbers.set(key, (numbers.get(key) ?? 0) + 1)
  const common = keys.find((key) => numbers.get(key) * 2 > keys.length)
  return keys.map((key) => key !== common)
}

export const hide = (element, hidden) => {
  if (element.hidden !== hidden) element.hidden = hidden
}

const gridOf = (table) => {
  const across = table.dataset.environments === 'columns'
  const heads = [...table.tHead.rows[0].cells].slice(1)
  const rows = [...table.tBodies[0].rows]
  const cells = rows.map((row) => [...row.cells].slice(1))
  const firsts = rows.map((row) => row.cells[0])
  const facts = (across ? firsts : heads).map((head) => head.dataset.s)
  const cellOf = (fact, environment) => (across ? cells[fact][environment] : cells[environment][fact])
  const keys = facts.map((_, fact) =>
    boxes.map((_, environment) => {
      const cell = cellOf(fact, environment)
      return cell.dataset.k ?? lower(cell)
    }),
  )
  const title = lower(table.closest('[data-box]').querySelector('h3'))
  const headTexts = heads.map(lower)
  const rowTexts = rows.map((row) => [...row.cells].map(lower).join(' '))

  return (wanted) => {
    const words = wanted.words.filter((word) => !title.includes(word))
    const ofColumns = words.filter(
      (word) => word.length > 1 && headTexts.some((text) => text.startsWith(word)),
    )
    const ofRows = words.filter((word) => !ofColumns.includes(word))
    const columns = headTexts.map(
      (text) => ofColumns.length === 0 || ofColumns.some((word) => text.startsWith(word)),
    )
    const lines = rowTexts.map((text) => ofRows.every((word) => text.includes(word)))
    const shownEnvironment = (index) => (across ? columns : lines)[index] && wanted.chosen.has(index)
    const among = [...compared(wanted)]
    const different = new Set()
    const shownFacts = facts.map((service, fact) => {
      const marks = marksOf(among.map((index) => keys[fact][index]))
      const marked = new Set(among.filter((_, place) => marks[place]))
      for (const index of boxes.keys()) cellOf(fact, index).classList.toggle('differs', marked.has(index))
      const fits = wanted.service < 0 || service === String(wanted.service)
      const differs = [...marked].some((index) => shownEnvironment(index))
      const shown = (across ? lines : columns)[fact] && fits && (!wanted.differences || differs)
      if (shown) for (const index of marked) different.add(index)
      return shown
    })
    const shownRow = (index) =>
      across ? shownFacts[index] : shownEnvironment(index) && (!wanted.differences || different.has(index))
    const shownColumn = (index) => (across ? shownEnvironment(index) : shownFacts[index])
    for (const [index, head] of heads.entries()) hide(head, !shownColumn(index))
    for (const [row, line] of rows.entries()) {
      hide(line, !shownRow(row))
      for (const [column, cell] of cells[row].entries()) hide(cell, !shownColumn(column))
    }
    const number = (list, shown) => [...list.keys()].filter(shown).length
    return number(rows, shownRow) * number(heads, shownColumn)
  }
}

export const grids = all('table[data-environments]').map((table) => {
  let grid
  return {
    element: table,
    size: table.tBodies[0].rows.length * (table.tHead.rows[0].cells.length - 1),
    apply: (wanted) => {
      grid ??= gridOf(table) // reading all cells takes a while: not before it is needed
      return grid(wanted)
    },
  }
})
