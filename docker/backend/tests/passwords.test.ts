import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from '../src/passwords.ts'

it('knows the password again, however its letters were typed, and no other', async () => {
  const stored = await hashPassword('Mot de passe é')
  expect(stored).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
  expect(await verifyPassword('Mot de passe e\u0301', stored)).toBe(true)
  expect(await verifyPassword('Mot de passe e', stored)).toBe(false)
  expect(await hashPassword('Mot de passe é')).not.toBe(stored)
})

it('refuses everything for a user who does not exist', async () => {
  expect(await verifyPassword('', undefined)).toBe(false)
})
