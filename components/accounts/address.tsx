'use client'

import { CodeField } from '#components/accounts/code.tsx'
import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action } from '#components/ui/use-action.ts'

type Props = {
  changeEmail: Action
  confirmEmail: Action
  /** the account's address */
  email: string
  /** the change that waits for its codes; `confirmed` names the fields whose code was right */
  change: Readonly<{ email: string; confirmed: readonly string[] }> | null
}

/** Changes the account's address: asks for a code from the present address, and for one from the new address. */
export function AccountAddress({ changeEmail, confirmEmail, email, change }: Props) {
  const asks = (field: string) => !change?.confirmed.includes(field)
  return (
    <details className="border-line border-t border-b py-4" open={change !== null}>
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
              hint={error('email') ? undefined : 'We send a code to this address and one to your present address.'}
              defaultValue={typed('email') ?? change?.email}
              error={error('email')}
              required
            />
            <Button look="quiet" className="mt-6" disabled={pending}>
              {change ? 'Send new codes' : 'Send codes'}
            </Button>
          </>
        )}
      </AccountForm>
      <AccountForm action={confirmEmail} className={change ? 'pt-2 pb-4' : 'hidden'}>
        {({ pending, error }) => (
          <>
            {asks('code') && <CodeField label={`Code sent to ${email}`} error={error('code')} />}
            {asks('newCode') && (
              <CodeField
                id="new-code"
                name="newCode"
                label={`Code sent to ${change?.email ?? ''}`}
                error={error('newCode')}
                className="pt-5"
              />
            )}
            <Button look="quiet" className="mt-6" disabled={pending}>
              Change email
            </Button>
          </>
        )}
      </AccountForm>
    </details>
  )
}
