import { revalidateTag } from 'next/cache'

/** Expires the pages with these cache tags at once. Serving a stale page first would show an old price. */
export async function refreshPages(tags: string[]): Promise<void> {
  for (const tag of tags) revalidateTag(tag, { expire: 0 })
}
