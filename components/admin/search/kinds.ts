import type { AdminHit, AdminKind } from '#shop/admin/types.ts'

/** The heading of each kind, in the order of the answer. */
export const kindWords: Readonly<Record<AdminKind, string>> = {
  order: 'Orders',
  product: 'Products',
  photograph: 'Photographs',
  report: 'Reports',
  trace: 'Traces',
  job: 'Jobs',
  person: 'Staff',
}

/** The kinds whose state has a badge. */
export const badgeOf = { order: 'order', product: 'product', photograph: 'photograph', job: 'job' } as const

/** Groups hits by kind. */
export function groupHits(hits: readonly AdminHit[]): { kind: AdminKind; title: string; hits: AdminHit[] }[] {
  return (Object.keys(kindWords) as AdminKind[])
    .map((kind) => ({ kind, title: kindWords[kind], hits: hits.filter((hit) => hit.kind === kind) }))
    .filter((group) => group.hits.length > 0)
}
