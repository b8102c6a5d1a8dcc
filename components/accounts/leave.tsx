'use client'

import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Action } from '#components/ui/use-action.ts'

type Props = {
  signOut: Action
  /** null where the account is not this person's alone */
  signOutEverywhere: Action | null
}

/** The ways out. */
export function AccountLeave({ signOut, signOutEverywhere }: Props) {
  return (
    <div className="flex flex-wrap gap-x-4">
      <AccountForm action={signOut}>{({ pending }) => <Button disabled={pending}>Sign out</Button>}</AccountForm>
      {signOutEverywhere && (
        <AccountForm action={signOutEverywhere}>
          {({ pending }) => (
            <Button look="quiet" disabled={pending}>
              On every device
            </Button>
          )}
        </AccountForm>
      )}
    </div>
  )
}
