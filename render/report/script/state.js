/**
 * What the filters ask for, and the same in the address: `#rules&q=quota&env=staging&env=production`. What stands
 * first without a `=` is the part of the page that is looked at, as in any address.
 */

export const all = (selector, from = document) => [...from.querySelectorAll(selector)]
export const form = document.getElementById('filters')
export const boxes = all('input[name=env]', form)

export const asked = () => {
  const chosen = boxes.flatMap((box, index) => (box.checked ? [index] : []))
  return {
    words: form.q.value.toLowerCase().split(/\s+/).filter(Boolean),
    chosen: new Set(chosen.length > 0 ? chosen : boxes.map((_, index) => index)),
    service: form.service.selectedIndex - 1,
    severity: form.severity.value,
    differences: form.differences?.checked === true,
  }
}

// What is compared: the environments that are chosen; with a single one, all.
export const compared = ({ chosen }) => (chosen.size > 1 ? chosen : new Set(boxes.keys()))

export const parameters = () => {
  const found = new URLSearchParams()
  if (form.q.value.trim()) found.set('q', form.q.value.trim())
  for (const box of boxes) if (box.checked) found.append('env', box.value)
  if (form.service.value) found.set('service', form.service.value)
  if (form.severity.value) found.set('severity', form.severity.value)
  if (form.differences?.checked) found.set('differences', 'only')
  return found.toString()
}

export const split = () => {
  const [first = '', ...rest] = location.hash.slice(1).split('&')
  return first.includes('=') || !document.getElementById(first)
    ? ['', location.hash.slice(1)]
    : [first, rest.join('&')]
}

export const address = (part) => {
  const hash = [part, parameters()].filter(Boolean).join('&')
  return hash ? `#${hash}` : location.pathname + location.search
}

export const readAddress = () => {
  const found = new URLSearchParams(split()[1])
  const choose = (select, value) => {
    select.value = value ?? ''
    if (select.selectedIndex < 0) select.selectedIndex = 0
  }
  form.q.value = found.get('q') ?? ''
  for (const box of boxes) box.checked = found.getAll('env').includes(box.value)
  choose(form.service, found.get('service'))
  choose(form.severity, found.get('severity'))
  if (form.differences) form.differences.checked = found.has('differences')
}
