'use client'

import Link from 'next/link'
import { NewPasswordField } from '#components/accounts/code.tsx'
import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action } from '#components/ui/use-action.ts'

/** Changes the password. Somebody without one, for whom `changePassword` is null, or who forgot it sets one with a code. */
export function AccountPassword({ changePassword }: { changePassword: Action | null }) {
  if (!changePassword) {
    return (
      <p className="border-line border-t py-4">
        <Link href="/sign-in/reset" className="inline-block min-h-11 content-center" prefetch={false}>
          <span className="link">Set a password</span>
        </Link>
      </p>
    )
  }
  return (
    <details className="border-line border-t py-4">
      <summary className="min-h-11 cursor-pointer content-center">Change password</summary>
      <AccountForm action={changePassword} className="pt-2 pb-4">
        {({ pending, error }) => (
          <>
            <Field
              id="current-password"
              name="currentPassword"
              type="password"
              label="Current password"
              autoComplete="current-password"
              error={error('currentPassword')}
              required
            />
            <NewPasswordField error={error('password')} />
            <p className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-6">
              <Button look="quiet" disabled={pending}>
                Change password
              </Button>
              <Link href="/sign-in/reset" className="link" prefetch={false}>
                Forgot it?
              </Link>
            </p>
          </>
        )}
      </AccountForm>
    </details>
  )
}
