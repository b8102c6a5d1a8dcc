'use client'

import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Action } from '#components/ui/use-action.ts'

type Props = {
  signOut: Action
  /** null for a visitor, who has one session */
  signOutEverywhere: Action | null
}

/** The buttons that sign out on this device, and on all devices. */
export function SignOutButtons({ signOut, signOutEverywhere }: Props) {
  return (
    <div className="flex flex-wrap gap-x-4">
      <AccountForm action={signOut}>{({ pending }) => <Button disabled={pending}>Sign out</Button>}</AccountForm>
      {signOutEverywhere && (
        <AccountForm action={signOutEverywhere}>
          {({ pending }) => (
            <Button look="quiet" disabled={pending}>
              End all sessions
            </Button>
          )}
        </AccountForm>
      )}
    </div>
  )
}

/** A button that signs out on this device, with a look of its own. */
export function SignOutButton({ signOut, id, className }: { signOut: Action; id: string; className: string }) {
  return (
    <AccountForm action={signOut}>
      {({ pending }) => (
        <button type="submit" id={id} disabled={pending} className={className}>
          Sign out
        </button>
      )}
    </AccountForm>
  )
}
