import { expect, it } from 'vitest'
import { clientNetwork } from '../src/client-network.ts'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', undefined],
  ['unknown', undefined],
  ['192.0.2.7:4711', undefined],
  ['192.0.2.7, 192.0.2.8', undefined],
])('%j is the client %j', (address, network) => {
  expect(clientNetwork(address)).toBe(network)
})
