import { verifiedTls } from '@todo/database/connection-string'
import { expect, it } from 'vitest'

it.each([
  ['postgresql://u:p@db/todo?sslmode=require', 'postgresql://u:p@db/todo?sslmode=verify-full'],
  [
    'postgresql://u:p@db/todo?sslmode=require&channel_binding=require',
    'postgresql://u:p@db/todo?sslmode=verify-full&channel_binding=require',
  ],
  ['postgresql://u:p@db/todo?sslmode=disable', 'postgresql://u:p@db/todo?sslmode=disable'],
  [
    'postgresql://u:p@db/todo?sslmode=require&uselibpqcompat=true',
    'postgresql://u:p@db/todo?sslmode=require&uselibpqcompat=true',
  ],
  ['postgresql://u:p%3F@db/todo', 'postgresql://u:p%3F@db/todo'],
])('%s becomes %s', (given, used) => {
  expect(verifiedTls(given)).toBe(used)
})
