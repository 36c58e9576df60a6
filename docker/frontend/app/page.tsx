import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { userOf } from '../server/session.ts'

/** The bare address leads to work, or to the door. */
const Home = async () => redirect(userOf(await headers()) ? '/tasks' : '/sign-in')

export default Home
