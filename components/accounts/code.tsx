'use client'

import Link from 'next/link'
import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action, ActionState } from '#components/ui/use-action.ts'

type Props = { enter: Action; answer: ActionState | null; sendAgain: Action; asksPassword: boolean }

/** Asks for the code from the mail, and for a new password when one is to be set. */
export function AccountCode({ enter, answer, sendAgain, asksPassword }: Props) {
  return (
    <div className="max-w-[28rem]">
      <AccountForm action={enter} answer={answer}>
        {({ pending, error }) => (
          <>
            <CodeField error={error('code')} />
            {asksPassword && <NewPasswordField error={error('password')} />}
            <Button className="mt-6" disabled={pending}>
              {asksPassword ? 'Save and sign in' : 'Sign in'}
            </Button>
          </>
        )}
      </AccountForm>
      <div className="mt-8 border-line border-t pt-6">
        <p className="pb-4 text-quiet">
          No mail? Check your spam folder, or{' '}
          <Link href="/sign-in" className="link" prefetch={false}>
            use another address
          </Link>
          .
        </p>
        <AccountForm action={sendAgain}>
          {({ pending }) => (
            <Button look="quiet" disabled={pending}>
              Send a new code
            </Button>
          )}
        </AccountForm>
      </div>
    </div>
  )
}

/** The field for the code. `one-time-code` lets phones suggest the code that has just arrived. */
export function CodeField({ error }: { error: string | undefined }) {
  return (
    <Field
      id="code"
      name="code"
      label="Code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      error={error}
      required
    />
  )
}

export function NewPasswordField({ error }: { error: string | undefined }) {
  return (
    <Field
      id="new-password"
      name="password"
      type="password"
      label="New password"
      autoComplete="new-password"
      hint={error ? undefined : 'At least 8 characters.'}
      error={error}
      className="pt-5"
      required
    />
  )
}
