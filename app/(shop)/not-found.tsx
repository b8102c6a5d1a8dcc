import type { Metadata } from 'next'
import { ButtonLink } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <div className="page flex min-h-[60svh] flex-col items-start justify-center py-16">
      <h1 className="text-title">Page not found</h1>
      <p className="mt-4 max-w-[34rem] text-lead text-quiet">
        There is no page at this address. The lamp may have been removed, or the link may be wrong.
      </p>
      <ButtonLink href="/products" className="mt-8">
        See all lamps
      </ButtonLink>
    </div>
  )
}
