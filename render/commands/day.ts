/** The day of a moment, YYYY-MM-DD in UTC: what holds end by. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)
