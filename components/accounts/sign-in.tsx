'use client'

import Link from 'next/link'
import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action, ActionState } from '#components/ui/use-action.ts'

type Props = { enter: Action; answer: ActionState | null; next: string }

/** One form: the address, then a code by mail, or the password. */
export function AccountSignIn({ enter, answer, next }: Props) {
  return (
    <AccountForm action={enter} answer={answer}>
      {({ pending, error, typed }) => (
        <>
          {/* Enter presses the first button of a form: the password signs in when there is one, else a code is sent. */}
          <button
            type="submit"
            name="intent"
            value="enter"
            tabIndex={-1}
            aria-hidden="true"
            className="sr-only"
            disabled={pending}
          />
          <input type="hidden" name="next" value={typed('next') ?? next} />
          <Field
            id="email"
            name="email"
            type="email"
            label="Email"
            autoComplete="username"
            inputMode="email"
            defaultValue={typed('email')}
            error={error('email')}
            required
          />
          <Button name="intent" value="code" className="mt-5 w-full" disabled={pending}>
            Send code
          </Button>
          <p className="pt-3 text-quiet text-small">
            We email you a six-digit code. If you are new here, it also creates your account.
          </p>
          <p className="flex items-center gap-4 pt-10 pb-7 text-quiet text-small before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or with a password
          </p>
          <Field
            id="password"
            name="password"
            type="password"
            label="Password"
            autoComplete="current-password"
            hint={error('password') ? undefined : 'At least 8 characters.'}
            error={error('password')}
          />
          <p className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-5">
            <Button look="quiet" name="intent" value="password" disabled={pending}>
              Sign in
            </Button>
            <Link href={`/sign-in/reset?${new URLSearchParams({ next })}`} className="link" prefetch={false}>
              Forgot your password?
            </Link>
          </p>
          <p className="pt-7 text-quiet text-small">
            New here, and you want a password?{' '}
            <button
              type="submit"
              name="intent"
              value="create"
              className="link min-h-11 cursor-pointer text-ink"
              disabled={pending}
            >
              Create account
            </button>
          </p>
        </>
      )}
    </AccountForm>
  )
}
