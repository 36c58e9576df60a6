import * as fc from 'fast-check'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const clock = (hours: number) =>
  fc
    .tuple(fc.nat({ max: hours }), fc.constantFrom('00', '15', '30', '59'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${hour === 24 ? '00' : minute}`)
/** Windows that overlap or don't, over night, with days left out, in zones of odd offsets and odd changes of clocks. */
export const windows = fc.array(
  fc.record({
    days: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }),
    from: clock(23),
    to: clock(24),
    timezone: fc.constantFrom(
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'UTC',
    ),
    except: fc.uniqueArray(
      fc
        .oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 490, max: 530 }))
        .map((day) => new Date(Date.parse('2026-10-10') + day * 86_400_000).toISOString().slice(0, 10)),
      { minLength: 1, maxLength: 9 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
)
const between = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / 1000, max: Date.parse(to) / 1000 }).map((seconds) => seconds * 1000)

/** Moments of two years, as many of them within a day of a change of clocks or of the leap day as of all others. */
export const moment = fc.oneof(
  between('2026-03-20', '2028-04-20'),
  between('2026-03-28', '2026-03-30'),
  between('2026-04-04', '2026-04-06'), // Lord Howe, by half an hour
  between('2026-10-24', '2026-10-26'),
  between('2028-02-28', '2028-03-02'),
)
