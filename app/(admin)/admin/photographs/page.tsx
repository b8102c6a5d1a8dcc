import type { Metadata } from 'next'
import Link from 'next/link'
import '#app/(admin)/admin/photographs/photographs.css'
import { remakePhotographs } from '#app/(admin)/admin/photographs/actions.ts'
import { photographActions } from '#app/(admin)/admin/photographs/all-actions.ts'
import { readPhotographFilter } from '#app/(admin)/admin/photographs/filter.ts'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { Pages } from '#components/admin/pages.tsx'
import { PhotographGallery } from '#components/admin/photographs/gallery.tsx'
import { PhotographRemake } from '#components/admin/photographs/remake.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { linkPages, writePagePlace } from '#lib/place.ts'
import { listProductNames } from '#shop/catalog/admin-products.ts'
import { listAdminPhotographs, photographPlace } from '#shop/photographs/admin.ts'

export const metadata: Metadata = { title: 'Photographs' }
export const instant = false

/** Lamps to choose from for an upload. */
const mostNames = 200

const states = [
  [undefined, 'All'],
  ['failed', 'Failed'],
  ['uploaded', 'Making sizes'],
  ['waiting', 'Waiting for a file'],
  ['ready', 'Ready'],
] as const

export default async function PhotographsPage({ searchParams }: PageProps<'/admin/photographs'>) {
  const { db, role } = await staff()
  const parameters = await searchParams
  const { status } = readPhotographFilter(parameters)
  const page = photographPlace.parse(parameters)
  const [{ photographs, count, ...beside }, products] = await Promise.all([
    listAdminPhotographs(db, status, page),
    listProductNames(db, mostNames),
  ])
  const address = (parameters: Record<string, string>) => `/admin/photographs?${new URLSearchParams(parameters)}`
  const here: Record<string, string> = status ? { status } : {}
  const place = writePagePlace(page)
  return (
    <>
      <AdminHead title="Photographs" note={<p className="admin-quiet tabular-nums">{count}</p>} />
      <nav aria-label="State" className="admin-actions mb-6">
        {states.map(([state, label]) => (
          <Link
            key={label}
            href={state ? address({ status: state }) : '/admin/photographs'}
            prefetch={false}
            className={state === status ? 'admin-button primary' : 'admin-button'}
            aria-current={state === status ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <PhotographGallery
        key={JSON.stringify([status, place])}
        source={{
          list: `/admin/photographs/states?${new URLSearchParams({ ...here, ...place })}`,
          live: liveSource(env(), '/admin/live'),
        }}
        photographs={photographs}
        products={products}
        isPart={products.length === mostNames}
        editable={role !== 'viewer'}
        actions={photographActions}
      />
      {role !== 'viewer' && <PhotographRemake remake={remakePhotographs} />}
      <Pages {...linkPages(page, beside, (other) => address({ ...here, ...writePagePlace(other) }))} />
    </>
  )
}
