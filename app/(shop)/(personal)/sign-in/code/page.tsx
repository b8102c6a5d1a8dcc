import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { enterCode, reset, sendAgain } from '#app/(shop)/(personal)/sign-in/actions.ts'
import { codeSeconds, readPending } from '#app/(shop)/(personal)/sign-in/pending.ts'
import { readAnswer } from '#app/answer.ts'
import { AccountCode } from '#components/accounts/code.tsx'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = { title: 'Enter your code' }

// The whole page at once: see the layout.
export const instant = false

export default async function CodePage() {
  const pending = await readPending()
  if (!pending) redirect('/sign-in')
  const { email, purpose, until } = pending
  return (
    <div className="page pt-10 pb-24">
      <h1 className="text-title">Check your email</h1>
      <p className="max-w-[34rem] pt-4 pb-8 text-lead wrap-anywhere">
        {purpose === 'reset'
          ? `If ${email} has an account, we send a six-digit code to it.`
          : `We send a six-digit code to ${email}.`}{' '}
        The code works once and expires after {shop.signIn.codeMinutes} minutes.
      </p>
      <AccountCode
        enter={purpose === 'reset' ? reset : enterCode}
        answer={await readAnswer()}
        sendAgain={sendAgain}
        sentAt={until - codeSeconds}
        asksPassword={purpose === 'reset'}
      />
    </div>
  )
}
