/** Puts what is asked for into effect, hides what is left empty, and says how much is shown. */

import { grids, hide } from './grids.js'
import { items, pictures } from './items.js'
import { asked, boxes, form, parameters } from './state.js'

const entries = [...grids, ...items].map((entry) => {
  const around = []
  for (let at = entry.element.parentElement; at; at = at.parentElement)
    if (at.matches('section, [data-box], details[data-opens]')) around.push(at)
  return { ...entry, around }
})
const total = entries.reduce((sum, { size }) => sum + size, 0)
const status = document.getElementById('status')
export const clear = document.getElementById('clear')
const picked = document.getElementById('picked')
const opened = new Set()
let untouched = true

// What is jumped to or focused must not end up below the filters, where they stay in sight.
export const keepClear = () => {
  const bar = form.parentElement
  const height = getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0
  document.documentElement.style.scrollPaddingTop = `${height}px`
}

export const apply = () => {
  const wanted = asked()
  const filtered = parameters() !== ''
  if (untouched && !filtered) {
    status.textContent = `${total} entries`
    return
  }
  untouched = false
  const shown = new Map()
  const sizes = new Map()
  let sum = 0
  for (const { size, around, apply: applyTo } of entries) {
    const now = applyTo(wanted)
    sum += now
    for (const element of around) {
      shown.set(element, (shown.get(element) ?? 0) + now)
      sizes.set(element, (sizes.get(element) ?? 0) + size)
    }
  }
  for (const [element, now] of shown) {
    if (element.matches('section')) {
      const note = element.querySelector('[data-shown]')
      note.textContent = `${now} of ${sizes.get(element)}`
      hide(note, !filtered)
      hide(element.querySelector('[data-nothing]'), now > 0)
    } else if (element.matches('details')) {
      if (wanted.words.length > 0 && now > 0 && !element.open) opened.add(element)
      if (opened.has(element)) element.open = wanted.words.length > 0
      if (!element.open) opened.delete(element)
    } else hide(element, now === 0)
  }
  for (const { element, services } of pictures)
    element.classList.toggle('off', wanted.service >= 0 && !services.includes(wanted.service))
  const names = boxes.filter((box) => box.checked).map((box) => box.value)
  if (picked)
    picked.textContent =
      names.length === 0 ? 'all' : names.length < 3 ? names.join(', ') : String(names.length)
  status.textContent = filtered ? `${sum} of ${total} entries shown` : `${total} entries`
  status.parentElement.classList.toggle('filtered', filtered)
  hide(clear, !filtered)
  keepClear()
}
