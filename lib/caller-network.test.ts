import { expect, test } from 'vitest'
import { networkOf } from '#lib/caller-network.ts'

test.each([
  [null, 'unknown'],
  ['', 'unknown'],
  ['10.1.2.3', '10.1.2.3'],
  ['6.6.6.6, 10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the header %j comes from %s', (forwarded, network) => expect(networkOf(forwarded)).toBe(network))

test('nobody has more networks than their connection, however many addresses it has', () => {
  const addresses = Array.from({ length: 50 }, (_, index) => `2001:db8:7:1:${index.toString(16)}:a::${index}`)
  expect(new Set(addresses.map(networkOf)).size).toBe(1)
})
