import { expect, test } from 'vitest'
import { timeZone } from '../../render/kubernetes/values/time.ts'
import { TIME_ZONES } from '../../render/kubernetes/values/time-zones.ts'

test('every zone that this Node knows is known, and every known one is a zone to it', () => {
  const missing = Intl.supportedValuesOf('timeZone').filter((name) => !TIME_ZONES.has(name))
  expect(missing).toEqual([])
  const strange = [...TIME_ZONES].filter((timeZone) => {
    try {
      return !new Intl.DateTimeFormat('en', { timeZone })
    } catch {
      return true
    }
  })
  // Names of the database that mean no place; ICU leaves them out.
  expect(strange).toEqual(['Factory'])
})

test.each(['Local', 'local', '', 'Europe/Berlinn', 'Europe', '../etc/localtime', 'utc', 'constructor'])(
  '%s is no time zone',
  (name) => expect(timeZone(name)).toContain('Unknown time zone'),
)
