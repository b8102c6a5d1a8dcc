import { revalidateTag } from 'next/cache'

/** Expires the pages that carry these cache tags, at once: a page that is served stale first would show an old price. */
export async function refreshPages(tags: string[]): Promise<void> {
  for (const tag of tags) revalidateTag(tag, { expire: 0 })
}
