import type { AdminCounts } from '#shop/admin/types.ts'

/** A place in the admin's navigation and in its command palette. */
export type Place = Readonly<{
  href: string
  label: string
  /** the count that stands beside it, when it is not zero */
  count?: keyof AdminCounts
  /** what is counted: one, and several */
  counted?: readonly [one: string, several: string]
  /** true for what went wrong */
  urgent?: true
  /** true for what only a store with its services on one machine has, and only editors see */
  chaos?: true
}>

export type Section = Readonly<{ title: string | null; places: readonly Place[] }>

/** The navigation of the admin. A new page adds its line here. */
export const sections: readonly Section[] = [
  { title: null, places: [{ href: '/admin', label: 'Dashboard' }] },
  {
    title: 'Sales',
    places: [
      { href: '/admin/orders', label: 'Orders' },
      { href: '/admin/orders?status=paid', label: 'To pack', count: 'toPack', counted: ['order', 'orders'] },
      {
        href: '/admin/orders?status=attention',
        label: 'Needs attention',
        count: 'attention',
        counted: ['order', 'orders'],
        urgent: true,
      },
    ],
  },
  {
    title: 'Catalogue',
    places: [
      {
        href: '/admin/products',
        label: 'Products',
        count: 'lowStock',
        counted: ['finish is low in stock', 'finishes are low in stock'],
      },
      {
        href: '/admin/photographs',
        label: 'Photographs',
        count: 'failedPhotographs',
        counted: ['failed', 'failed'],
        urgent: true,
      },
    ],
  },
  { title: 'People', places: [{ href: '/admin/staff', label: 'Staff' }] },
  {
    title: 'System',
    places: [
      { href: '/admin/reports', label: 'Reports' },
      { href: '/admin/functions', label: 'Functions' },
      { href: '/admin/runs', label: 'Runs' },
      { href: '/admin/costs', label: 'Costs' },
      { href: '/admin/jobs', label: 'Jobs', count: 'deadJobs', counted: ['is dead', 'are dead'], urgent: true },
      { href: '/admin/audit', label: 'Audit log' },
      { href: '/admin/chaos', label: 'Chaos', chaos: true },
      { href: '/status', label: 'Status' },
    ],
  },
]

/** Finds the place of an address: of those that it begins with, the most exact one. */
export function findPlace(path: string, parameters: { get: (name: string) => string | null }): Place | null {
  const matching = sections
    .flatMap(({ places }) => places)
    .filter(({ href }) => {
      const { pathname, searchParams } = new URL(href, 'http://admin')
      const inside = pathname === '/admin' ? path === pathname : path === pathname || path.startsWith(`${pathname}/`)
      return inside && [...searchParams].every(([name, value]) => parameters.get(name) === value)
    })
  return matching.toSorted((a, b) => b.href.length - a.href.length)[0] ?? null
}
