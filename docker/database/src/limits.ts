/** Lengths in characters, as the documents of the system name them; the migrations hold the same numbers. */
export const TITLE_MAX = 200
export const DESCRIPTION_MAX = 1000

/** Characters of an assistant's reply that are stored, and sent back to the model as history. */
export const REPLY_MAX = 20_000
/** Bytes of JSON that the tool calls of one message may take when stored. */
export const TOOL_CALLS_MAX = 32 * 1024

/** Ids are PostgreSQL integers. */
export const ID_MAX = 2_147_483_647

/** Rows of one answer: what bounds the memory that a request can take. */
export const TASKS_PAGE = 500
export const CONVERSATIONS_PAGE = 100
export const MESSAGES_PAGE = 50
