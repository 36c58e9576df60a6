import { AUTH_SECRET, DATABASE_URL, DRAIN_SECONDS, LOG_LEVEL } from '@todo/shared/common-settings'
import { optional, secret, url } from '@todo/shared/setting-kinds'
import { readSettings, type Setting, SettingsError } from '@todo/shared/settings'
import { expect, it } from 'vitest'

it('reads what is set and fills in the rest', () => {
  const spec = { LOG_LEVEL, DRAIN_SECONDS, KEY: optional(secret(1)), URL: url('http', 'https') }
  expect(
    readSettings(spec, { LOG_LEVEL: 'debug', KEY: '', URL: ' http://backend:8000/ ', OTHER: 'x' }),
  ).toEqual({
    LOG_LEVEL: 'debug',
    DRAIN_SECONDS: 15,
    KEY: undefined,
    URL: 'http://backend:8000',
  })
})

it('names everything that is wrong at once, and quotes no value', () => {
  const read = () =>
    readSettings({ LOG_LEVEL, DATABASE_URL, AUTH_SECRET }, { LOG_LEVEL: 'loud', AUTH_SECRET: 'hunter2' })
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(
    /LOG_LEVEL is not valid: expected one of .*\n.*DATABASE_URL is not set.*\n.*AUTH_SECRET is not valid/,
  )
  expect(read).not.toThrow(/hunter2|loud/)
})

it.each<[string, Setting<unknown>, string]>([
  ['a number with a unit', DRAIN_SECONDS, '15s'],
  ['a number out of range', DRAIN_SECONDS, '0'],
  ['hexadecimal', DRAIN_SECONDS, '0x10'],
  ['a URL of another scheme', url('http'), 'ftp://host'],
  ['a URL without a host', DATABASE_URL, 'postgresql:todo'],
  ['no URL at all', url('http'), 'backend:8000'],
])('refuses %s', (_, setting, text) => {
  expect(() => readSettings({ IT: setting }, { IT: text })).toThrow('IT is not valid')
})
