import { expect, test } from 'vitest'
import { covers, mayHoldPods } from '../../../render/verify/reach/addresses.ts'

test.each<[cidr: string, except: string[], range: string, covered: boolean]>([
  ['10.0.0.0/8', [], '10.1.2.0/24', true],
  ['10.0.0.0/8', [], '10.0.0.0/8', true],
  ['10.0.0.0/8', [], '11.0.0.0/8', false],
  ['10.1.0.0/16', [], '10.0.0.0/8', false],
  ['0.0.0.0/0', [], '203.0.113.0/24', true],
  ['0.0.0.0/0', [], '2001:db8::/32', false],
  ['::/0', [], '2001:db8::/32', true],
  ['2001:db8::/32', [], '2001:db8:1::/48', true],
  ['2001:db8::/32', [], '2001:db9::/48', false],
  ['2001:db8:0:0:0:0:0:0/32', [], '2001:db8::1/128', true],
  ['::ffff:0:0/96', [], '::ffff:192.0.2.1/128', true],
  ['10.0.0.0/8', ['10.1.0.0/16'], '10.2.0.0/16', true],
  ['10.0.0.0/8', ['10.1.0.0/16'], '10.1.2.0/24', false],
  ['10.0.0.0/8', ['10.1.0.0/16'], '10.0.0.0/8', false],
  ['192.168.1.77/24', [], '192.168.1.0/24', true],
  ['10.0.0.0', [], '10.0.0.0/8', false],
  ['10.0.0.0/33', [], '10.0.0.0/33', false],
  ['ten/8', [], 'ten/8', false],
])('%s without %j holds %s: %s', (cidr, except, range, covered) => {
  expect(covers({ cidr, except }, range)).toBe(covered)
})

test.each<[cidr: string, except: string[], pods: boolean]>([
  ['0.0.0.0/0', [], true],
  ['::/0', [], true],
  ['10.96.0.0/12', [], true],
  ['100.64.0.0/16', [], true],
  ['fd00::/8', [], true],
  ['203.0.113.0/24', [], false],
  ['172.32.0.0/16', [], false],
  ['2001:db8::/32', [], false],
  ['10.0.0.0/8', ['10.0.0.0/8'], false],
  ['10.0.0.0/8', ['10.0.0.0/9'], true],
  ['0.0.0.0/0', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'], false],
  ['nonsense', [], false],
])('%s without %j may hold pods: %s', (cidr, except, pods) => {
  expect(mayHoldPods({ cidr, except })).toBe(pods)
})
