import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { List } from '#app/(shop)/(browse)/lists.ts'
import { getCategories, getLampPage, getNothing } from '#app/queries.ts'
import { LampList } from '#components/catalog/lamp-list.tsx'
import { pageAddress } from '#components/catalog/list-pages.tsx'
import { Paint } from '#components/catalog/paint.tsx'
import { SeenLamps } from '#components/catalog/seen/seen-lamps.tsx'
import { StructuredData } from '#components/ui/structured-data.tsx'
import { env } from '#lib/env.ts'
import { type ListOf, lampsOfPage } from '#shop/catalog/lists.ts'
import { describeTrail } from '#shop/sharing/structured-data.ts'

// A list has numbered pages, each a file: `/products`, `/products/page/2`, `/categories/table/page/2`.

/** The pages of each list that the build makes; the others are made when somebody asks for them, and then kept. */
const builtPages = 20

/**
 * Numbers of the further pages of a list that the build makes. Next wants one page of each route, so a list of one page gives
 * its first, whose canonical address is the list's own.
 */
export async function listBuiltPages(of: ListOf): Promise<string[]> {
  const last = Math.min(await countPages(of), builtPages)
  return last === 1 ? ['1'] : Array.from({ length: last - 1 }, (_, index) => `${index + 2}`)
}

/** Reads the number of a page from its address; null for anything that is no such number. */
export function readPage(value: string): number | null {
  return /^[1-9]\d{0,5}$/.test(value) ? Number(value) : null
}

/** The head of a page of a list. */
export async function describeListPage(list: List | false | null, page: number | null): Promise<Metadata> {
  const pages = list ? await countPages(list.of) : 0
  if (!list || page === null || page > pages) return { title: 'Page not found' }
  const { title, description, path } = list
  return {
    title: page === 1 ? title : `${title}, page ${page}`,
    description: page === 1 ? description : `${description} Page ${page} of ${pages}.`,
    alternates: { canonical: pageAddress(path, page) },
    pagination: {
      previous: page > 1 ? pageAddress(path, page - 1) : null,
      next: page < pages ? pageAddress(path, page + 1) : null,
    },
  }
}

const allLamps = { name: 'All lamps', path: '/products' }

/** A page of a list. A page beyond the last one is answered with 404, and leaves no entry in the cache. */
export async function ListPage({ list, page }: { list: List; page: number | null }) {
  const { title, intro, of, path, current, collections } = list
  const pages = await countPages(of)
  if (page === null || page > pages) {
    await getNothing()
    notFound()
  }
  const [{ products, count }, categories] = await Promise.all([getLampPage(of, page), getCategories()])
  const place = { page, pages, path }
  const next = collections?.next && (await getLampPage({ collection: collections.next.slug }, 1)).products
  return (
    <>
      {collections && page === 1 && <Paint as="header" collection={collections.own} products={products} heading="h1" />}
      <LampList
        {...(collections && page === 1 ? {} : { title, intro })}
        products={products}
        categories={categories}
        current={current}
        pages={place}
        scope={Object.fromEntries(Object.entries(of).map(([facet, slug]) => [facet, [slug]]))}
        count={count}
      />
      <SeenLamps lamp={null} />
      {collections?.next && next && (
        <div className="-mb-24 mt-20 md:-mb-36 md:mt-32">
          <Paint as="section" collection={collections.next} products={next} heading="h2" above="Next collection" />
        </div>
      )}
      {path !== allLamps.path && (
        <StructuredData data={describeTrail([allLamps, { name: title, path }], env().SITE_URL)} />
      )}
    </>
  )
}

/** An empty list has one page, which says what the list is. */
async function countPages(of: ListOf): Promise<number> {
  const { count } = await getLampPage(of, 1)
  return Math.max(1, Math.ceil(count / lampsOfPage))
}
