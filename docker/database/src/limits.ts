/** Lengths in characters, as the documents of the system name them; the migrations hold the same numbers. */
export const TITLE_MAX = 200
export const DESCRIPTION_MAX = 1000

/** Ids are PostgreSQL integers. */
export const ID_MAX = 2_147_483_647
