'use client'

import { useEffect, useState } from 'react'
import { AccountForm } from '#components/accounts/form.tsx'
import type { Action } from '#components/ui/use-action.ts'

/** Seconds between two mails. */
const pause = 30

/**
 * Asks for a new code. The button shows the seconds until the next mail may be asked for; without JavaScript it works at once, and the
 * server says when it is too soon.
 * @param sentAt when the last code was asked for, in seconds since 1970
 */
export function ResendCode({ sendAgain, sentAt }: { sendAgain: Action; sentAt: number }) {
  const left = useSecondsUntil(sentAt + pause)
  return (
    <AccountForm action={sendAgain}>
      {({ pending }) => (
        <button
          type="submit"
          className="link min-h-11 cursor-pointer tabular-nums disabled:cursor-default"
          disabled={pending || left > 0}
        >
          Send a new code
          {/* Not as text: a screen reader would read every second. */}
          {left > 0 && <span data-left={` in ${left} s`} className="after:content-[attr(data-left)]" />}
        </button>
      )}
    </AccountForm>
  )
}

/** Counts down to a moment. 0 until the page has its scripts, so that the button works without them. */
function useSecondsUntil(moment: number): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const count = () => setLeft(Math.max(0, Math.ceil(moment - Date.now() / 1000)))
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [moment])
  return left
}
