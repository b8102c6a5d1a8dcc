/**
 * Returns the network address that a request comes from, to count a caller's requests. It reads the last entry of
 * X-Forwarded-For, because the host's proxy appends that one; the caller can write any entry before it. Without a proxy
 * in front of the store the caller can write the whole header.
 * @param forwarded the header X-Forwarded-For
 */
export function networkOf(forwarded: string | null): string {
  return forwarded?.split(',').at(-1)?.trim() || 'unknown'
}
