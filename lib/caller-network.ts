/**
 * The network a request comes from, for limits: the host's front puts its own word last, whatever the caller wrote
 * before it. Where nothing stands in front of the store, the caller says what it likes.
 * @param forwarded the header X-Forwarded-For
 */
export function networkOf(forwarded: string | null): string {
  return forwarded?.split(',').at(-1)?.trim() || 'unknown'
}
