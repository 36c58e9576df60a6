/** The day of a moment, YEAR-MONTH-DAY in UTC: what holds end by. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)
