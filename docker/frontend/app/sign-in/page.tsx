import type { Metadata } from 'next'
import { SignPage } from '../../client/sign/sign-page.tsx'

export const metadata: Metadata = { title: 'Sign in' }

/** Not closed to the signed in: a session the backend no longer knows must be able to begin anew. */
const SignInPage = async ({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) => (
  <SignPage kind="sign-in" ended={(await searchParams)['ended'] === '1'} />
)

export default SignInPage
