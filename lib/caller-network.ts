/**
 * Returns the network that a request comes from, to count a caller's requests: an IPv4 address, or the first 64 bits of an IPv6
 * address, of which every connection has all others. It reads the last entry of X-Forwarded-For, because the host's proxy
 * appends that one; the caller can write any entry before it. Without a proxy in front of the store the caller can write the
 * whole header.
 * @param forwarded the header X-Forwarded-For
 */
export function networkOf(forwarded: string | null): string {
  const address = forwarded?.split(',').at(-1)?.trim().toLowerCase() || 'unknown'
  if (!address.includes(':')) return address
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  return mapped ?? `${firstGroups(address).join(':')}::/64`
}

/** The first four groups of an IPv6 address, in which `::` stands for as many zeros as are missing. */
function firstGroups(address: string): string[] {
  const [before = '', after] = address.split('::')
  const groups = before.split(':').filter(Boolean)
  const rest = after?.split(':').filter(Boolean) ?? []
  const zeros = after === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length)
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest]
  return all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
}
