const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()

/** When something was, as short as people say it. `now` comes in so that tests can hold it. */
export const when = (iso: string, now = new Date()): string => {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ''
  const time = date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (sameDay(date, now)) return `Today, ${time}`
  if (sameDay(date, yesterday)) return `Yesterday, ${time}`
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', ...year })
}
