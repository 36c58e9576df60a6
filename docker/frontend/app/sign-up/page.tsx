import type { Metadata } from 'next'
import { SignPage } from '../../client/sign/sign-page.tsx'

export const metadata: Metadata = { title: 'Sign up' }

const SignUpPage = () => <SignPage kind="sign-up" ended={false} />

export default SignUpPage
