'use client'

import Link from 'next/link'
import type { ClipboardEvent } from 'react'
import { AccountForm } from '#components/accounts/form.tsx'
import { ResendCode } from '#components/accounts/resend.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action, ActionState } from '#components/ui/use-action.ts'

type Props = { enter: Action; answer: ActionState | null; sendAgain: Action; sentAt: number; asksPassword: boolean }

/** Asks for the code from the mail, and for a new password when one is to be set. */
export function AccountCode({ enter, answer, sendAgain, sentAt, asksPassword }: Props) {
  return (
    <div className="max-w-[28rem]">
      <AccountForm action={enter} answer={answer}>
        {({ pending, error }) => (
          <>
            <CodeField error={error('code')} />
            {asksPassword && <NewPasswordField error={error('password')} />}
            <Button className="mt-6 w-full" disabled={pending}>
              {asksPassword ? 'Save and sign in' : 'Sign in'}
            </Button>
          </>
        )}
      </AccountForm>
      <p className="pt-8 text-quiet text-small">
        No mail? Check your spam folder, or{' '}
        <Link href="/sign-in" className="link" prefetch={false}>
          use another address
        </Link>
        .
      </p>
      <ResendCode sendAgain={sendAgain} sentAt={sentAt} />
    </div>
  )
}

type CodeFieldProps = { id?: string; name?: string; label?: string; error: string | undefined; className?: string }

/** Takes the code out of whatever was copied from the mail. */
function pasteCode(event: ClipboardEvent<HTMLInputElement>) {
  const code = /(?<!\d)\d{3}[\s-]?\d{3}(?!\d)/.exec(event.clipboardData.getData('text').normalize('NFKC'))?.[0]
  if (!code) return
  event.preventDefault()
  event.currentTarget.value = code.replace(/\D/g, '')
}

/** A field for a code. `one-time-code` lets phones suggest the code that has just arrived. */
export function CodeField({ id = 'code', name = 'code', label = 'Code', error, className = '' }: CodeFieldProps) {
  return (
    <Field
      id={id}
      name={name}
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      onPaste={pasteCode}
      error={error}
      className={`[&_input]:text-heading [&_input]:tabular-nums ${className}`}
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
