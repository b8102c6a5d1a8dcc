'use client'

import { AccountForm } from '#components/accounts/form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Action } from '#components/ui/use-action.ts'

type Props = {
  deleteAccount: Action
  signInAfresh: Action
  /** true when the session began a moment ago, which deleting demands */
  isFresh: boolean
}

/** A copy of what the shop has about somebody, and the end of their account. */
export function PersonalData({ deleteAccount, signInAfresh, isFresh }: Props) {
  return (
    <section aria-labelledby="data" className="pt-10">
      <h3 id="data" className="font-strong">
        Your data
      </h3>
      <p className="pt-2">
        <a href="/account/data" download className="link">
          Download what we have about you
        </a>
        <span className="block text-quiet text-small">
          A JSON file with everything but keys, and what the staff noted and checked.
        </span>
      </p>
      <details className="pt-4">
        <summary className="link cursor-pointer">Delete my account</summary>
        <p className="pt-3 pb-4 text-small">
          This cannot be undone. Your sign-in, your cart and the questions that we have are removed; a question that is
          still on its way to us arrives, and is removed later. Your orders stay in our books, as tax law demands. The
          links in your mails still open them, and so does an account that you open with the same address one day.
        </p>
        {isFresh ? (
          <AccountForm action={deleteAccount}>
            {({ pending }) => <Button disabled={pending}>Delete my account for good</Button>}
          </AccountForm>
        ) : (
          <>
            <p className="pb-4 text-small">To be sure that it is you, sign in again first.</p>
            <AccountForm action={signInAfresh}>
              {({ pending }) => (
                <Button look="quiet" disabled={pending}>
                  Sign in again
                </Button>
              )}
            </AccountForm>
          </>
        )}
      </details>
    </section>
  )
}
