'use client'

import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Action } from '#components/ui/use-action.ts'

/** On a demo store: opens the admin read-only, without an account. */
export function AccountVisit({ visit }: { visit: Action }) {
  return (
    <section aria-labelledby="visit" className="mt-12 border-line border-t pt-8">
      <h2 id="visit" className="text-heading">
        Admin
      </h2>
      <p className="pt-3 pb-5">
        This store is a demo. See how staff manage lamps, photographs, orders and refunds. Read-only: you can look at
        everything and change nothing.
      </p>
      <AccountForm action={visit}>
        {({ pending }) => (
          <Button look="quiet" disabled={pending}>
            Look around as a visitor
          </Button>
        )}
      </AccountForm>
    </section>
  )
}
