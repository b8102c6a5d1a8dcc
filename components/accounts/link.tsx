'use client'

import Link from 'next/link'
import { useSignedIn } from '#components/accounts/flag.ts'

/**
 * The header's link to the account. Its box is as wide as the longer of its two names, so that the header does not shift
 * when the name changes. A narrow screen shows the short name.
 */
export function AccountLink({ className }: { className: string }) {
  const signedIn = useSignedIn()
  return (
    <Link href={signedIn ? '/account' : '/sign-in'} className={className} prefetch={false}>
      <span className="grid text-right *:col-start-1 *:row-start-1">
        {signedIn ? (
          <>
            <span className="max-sm:sr-only">My orders</span>
            <span className="sm:hidden" aria-hidden="true">
              Orders
            </span>
          </>
        ) : (
          <span>Sign in</span>
        )}
        <span className="invisible max-sm:hidden" aria-hidden="true">
          My orders
        </span>
      </span>
    </Link>
  )
}
