import type { Metadata } from 'next'
import { ButtonLink } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'This page is dark' }

export default function NotFound() {
  return (
    <div className="page flex min-h-[60svh] flex-col items-start justify-center py-16">
      <h1 className="text-title">This page is dark.</h1>
      <p className="mt-4 max-w-[34rem] text-lead text-quiet">
        Nothing moves at this address: the lamp was taken down, or there never was one. The others are where they were.
      </p>
      <ButtonLink href="/products" className="mt-8">
        See all lamps
      </ButtonLink>
    </div>
  )
}
