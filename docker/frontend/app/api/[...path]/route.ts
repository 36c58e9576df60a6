import { answering } from '../../../server/answer.ts'
import { forward, routeName } from '../../../server/forward.ts'

/**
 * The same-origin way to the backend. A rewrite in next.config.ts would do the same in one line, but with an
 * address fixed when the image is built.
 */
const handle = answering(routeName, forward)

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
