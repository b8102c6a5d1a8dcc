'use client'

import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Action, ActionState } from '#components/ui/use-action.ts'

type Props = { askReset: Action; answer: ActionState | null; next: string }

/** Requests the code that lets somebody set a new password. */
export function AccountReset({ askReset, answer, next }: Props) {
  return (
    <AccountForm action={askReset} answer={answer} className="max-w-[28rem]">
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
          <Button className="mt-6" disabled={pending}>
            Send code
          </Button>
        </>
      )}
    </AccountForm>
  )
}
