/** What people do: type, choose, clear, follow a link of the contents, go back, print. */

import { apply, clear, keepClear } from './apply.js'
import { hide } from './grids.js'
import { address, all, form, readAddress, split } from './state.js'

const change = () => {
  apply()
  history.replaceState(null, '', address(split()[0]))
}
const goTo = (part) => {
  const target = document.getElementById(part)
  target.focus({ preventScroll: true })
  target.scrollIntoView()
}
const arrive = () => {
  readAddress()
  apply()
  const [part] = split()
  if (part) goTo(part)
}

form.addEventListener('input', change)
form.addEventListener('submit', (event) => event.preventDefault())
clear.addEventListener('click', () => {
  form.reset()
  change()
  form.q.focus()
})

document.addEventListener('click', (event) => {
  const picker = form.querySelector('.picker')
  if (picker?.open && !picker.contains(event.target)) picker.open = false
  const link = event.target.closest('a[href^="#"]')
  const part = link?.getAttribute('href').slice(1)
  if (!part || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById(part)) return
  event.preventDefault()
  history.pushState(null, '', address(part))
  goTo(part)
})

document.addEventListener('keydown', (event) => {
  const picker = event.target.closest?.('.picker')
  if (event.key === 'Escape' && picker?.open) {
    picker.open = false
    picker.querySelector('summary').focus()
  } else if (event.key === 'Escape' && event.target === form.q) {
    form.q.value = ''
    change()
  } else if (
    event.key === '/' &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.target.closest?.('input[type=search]')
  ) {
    event.preventDefault()
    form.q.focus()
  }
})

window.addEventListener('popstate', arrive)
window.addEventListener('hashchange', arrive)

const folded = []
window.addEventListener('beforeprint', () => {
  for (const details of all('details:not([open])')) {
    details.open = true
    folded.push(details)
  }
})
window.addEventListener('afterprint', () => {
  for (const details of folded.splice(0)) details.open = false
})

// A box that does not scroll needs no stop of the Tab key, and no cue.
const stops = () => {
  for (const box of all('.scroll')) {
    const sideways = box.scrollWidth > box.clientWidth
    box.toggleAttribute('data-sideways', sideways)
    box.tabIndex = sideways || box.scrollHeight > box.clientHeight ? 0 : -1
  }
}
window.addEventListener('resize', stops)
window.addEventListener('resize', keepClear)
stops()

hide(form, false)
keepClear()
arrive()
