import { expect, test } from 'vitest'
import { loginFor } from '../../render/vendor/repository-login.ts'

const SAVED = `apiVersion: ""
repositories:
  - name: open
    url: https://open.example.com
    username: ""
  - name: ours
    url: https://charts.example.com/ours/
    username: ada
    password: "1234"
    caFile: /etc/ca.pem
    insecure_skip_tls_verify: true
    pass_credentials_all: true
`

test('what helm saved for an address is found by it, and only what logs in', () => {
  expect(loginFor('https://charts.example.com/ours', SAVED)).toEqual({
    username: 'ada',
    password: '1234',
    caFile: '/etc/ca.pem',
  })
})

test.each([
  ['https://open.example.com', SAVED],
  ['https://charts.example.com', SAVED],
  ['https://charts.example.com/ours/x', SAVED],
  ['https://charts.example.com/ours', ''],
  ['https://charts.example.com/ours', 'repositories: 1'],
])('there is no login for %s', (url, saved) => {
  expect(loginFor(url, saved)).toBeUndefined()
})
