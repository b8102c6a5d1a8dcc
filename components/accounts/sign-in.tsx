'use client'

import Link from 'next/link'
import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action, ActionState } from '#components/ui/use-action.ts'

type Props = { enter: Action; answer: ActionState | null; next: string }

/** One form with three buttons: sign in with the password, send a code, create an account. Enter presses the first. */
export function AccountSignIn({ enter, answer, next }: Props) {
  return (
    <AccountForm action={enter} answer={answer}>
      {({ pending, error, typed }) => (
        <>
          <input type="hidden" name="next" value={next} />
          <Field
            id="email"
            name="email"
            type="email"
            label="Email"
            autoComplete="username"
            defaultValue={typed('email')}
            error={error('email')}
            required
          />
          <Field
            id="password"
            name="password"
            type="password"
            label="Password"
            autoComplete="current-password"
            hint={error('password') ? undefined : 'At least 8 characters.'}
            error={error('password')}
            className="pt-5"
          />
          <p className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-6">
            <Button name="intent" value="password" disabled={pending}>
              Sign in
            </Button>
            <Link href={`/sign-in/reset?${new URLSearchParams({ next })}`} className="link" prefetch={false}>
              Forgot your password?
            </Link>
          </p>
          <div className="mt-8 border-line border-t pt-6">
            <p className="pb-4 text-quiet">Sign in with a code: we send it to the email address above.</p>
            <Button look="quiet" name="intent" value="code" disabled={pending}>
              Send code
            </Button>
          </div>
          <div className="mt-8 border-line border-t pt-6">
            <p className="pb-4 text-quiet">
              New here? Enter your email address and a password above. We send you a code to confirm the address.
            </p>
            <Button look="quiet" name="intent" value="create" disabled={pending}>
              Create account
            </Button>
          </div>
        </>
      )}
    </AccountForm>
  )
}
