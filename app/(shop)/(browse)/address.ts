import { notFound, permanentRedirect } from 'next/navigation'
import { getAddresses, getNothing } from '#app/queries.ts'
import { bucketOf } from '#lib/slug-bucket.ts'
import type { AddressKind } from '#shop/catalog/addresses.ts'

/** True when a page with this slug exists. */
export async function isAddress(kind: AddressKind, slug: string): Promise<boolean> {
  return (await findAddress(kind, slug)) === slug
}

/**
 * Ends the page of a slug that leads nowhere with 404, and of one that was given up with a redirect to its successor. Pages
 * call it before any other read: what is read for a slug stays in the cache.
 * @param ending of the address, for what else a lamp has there, such as `.md`
 */
export async function demandAddress(kind: AddressKind, slug: string, ending = ''): Promise<void> {
  const address = await findAddress(kind, slug)
  if (address === slug) return
  if (address !== undefined) permanentRedirect(`/${kind}/${address}${ending}`)
  await getNothing()
  notFound()
}

/** A slug such as `constructor` is no property of a record without it. */
async function findAddress(kind: AddressKind, slug: string): Promise<string | undefined> {
  const slugs = await getAddresses(kind, bucketOf(slug))
  return Object.hasOwn(slugs, slug) ? slugs[slug] : undefined
}
