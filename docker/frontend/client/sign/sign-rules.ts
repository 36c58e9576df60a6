export interface Entry {
  readonly name: string
  readonly email: string
  readonly password: string
}

export type Wrong = { readonly [K in keyof Entry]?: string }

/** As the backend has it. */
export const passwordLeast = 8

const emailProblem = (email: string): Wrong =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? {} : { email: 'Write an email address, like ada@example.com.' }

/** What is wrong with a sign-in, by field. Old passwords are not judged here, only their absence. */
export const checkSignIn = ({ email, password }: Entry): Wrong => ({
  ...emailProblem(email),
  ...(password === '' ? { password: 'Write your password.' } : {}),
})

/** What is wrong with a sign-up, by field. */
export const checkSignUp = ({ name, email, password }: Entry): Wrong => ({
  ...(name.length > 100 ? { name: 'A name has at most 100 characters.' } : {}),
  ...emailProblem(email),
  ...(password.length < passwordLeast
    ? { password: `A password has at least ${passwordLeast} characters.` }
    : {}),
})
