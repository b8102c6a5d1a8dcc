import { notFound, permanentRedirect } from 'next/navigation'
import { getAddresses, getNothing } from '#app/queries.ts'
import type { Addresses } from '#shop/catalog/catalog.ts'

/** True when a page with this slug exists. */
export async function isAddress(kind: keyof Addresses, slug: string): Promise<boolean> {
  return findAddress((await getAddresses())[kind], slug) === slug
}

/**
 * Ends the page of a slug that leads nowhere with 404, and of one that was given up with a redirect to its successor. Pages
 * call it before any other read: what is read for a slug stays in the cache.
 */
export async function demandAddress(kind: keyof Addresses, slug: string): Promise<void> {
  const address = findAddress((await getAddresses())[kind], slug)
  if (address === slug) return
  if (address !== undefined) permanentRedirect(`/${kind}/${address}`)
  await getNothing()
  notFound()
}

/** A slug such as `constructor` is no property of a record without it. */
function findAddress(slugs: Record<string, string>, slug: string): string | undefined {
  return Object.hasOwn(slugs, slug) ? slugs[slug] : undefined
}
