'use client'

import { CodeField } from '#components/accounts/code.tsx'
import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action } from '#components/ui/use-action.ts'

type Props = {
  changeEmail: Action
  confirmEmail: Action
  /** true when a code was mailed to the new address and not entered yet */
  codeSent: boolean
}

/** Changes the account's address: asks for the password, then for a code that was mailed to the new address. */
export function AccountAddress({ changeEmail, confirmEmail, codeSent }: Props) {
  return (
    <details className="border-line border-t border-b py-4" open={codeSent}>
      <summary className="min-h-11 cursor-pointer content-center">Change email</summary>
      <AccountForm action={changeEmail} className="pt-2 pb-4">
        {({ pending, error, typed }) => (
          <>
            <Field
              id="new-email"
              name="email"
              type="email"
              label="New email"
              autoComplete="email"
              defaultValue={typed('email')}
              error={error('email')}
              required
            />
            <Field
              id="email-password"
              name="currentPassword"
              type="password"
              label="Current password"
              autoComplete="current-password"
              error={error('currentPassword')}
              className="pt-5"
              required
            />
            <Button look="quiet" className="mt-6" disabled={pending}>
              Send code
            </Button>
          </>
        )}
      </AccountForm>
      <AccountForm action={confirmEmail} className={codeSent ? 'pb-4' : 'hidden'}>
        {({ pending, error }) => (
          <>
            <CodeField error={error('code')} />
            <Button look="quiet" className="mt-6" disabled={pending}>
              Change email
            </Button>
          </>
        )}
      </AccountForm>
    </details>
  )
}
