import Link from 'next/link'
import type { AdminPhotograph } from '#shop/photographs/types.ts'

/** Leads from a photograph to what ran for it. */
export function PhotographTrace({ trace, alt }: Pick<AdminPhotograph, 'trace' | 'alt'>) {
  if (trace === null) return null
  return (
    <Link href={`/admin/traces/${trace}`} prefetch={false} className="link">
      Trace<span className="sr-only"> of {alt || 'this photograph'}</span>
    </Link>
  )
}
