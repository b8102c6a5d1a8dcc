import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { enterCode, reset, sendAgain } from '#app/(personal)/sign-in/actions.ts'
import { readPending } from '#app/(personal)/sign-in/pending.ts'
import { readAnswer } from '#app/answer.ts'
import { AccountCode } from '#components/accounts/code.tsx'

export const metadata: Metadata = { title: 'Your code' }

// In one piece: see the layout.
export const instant = false

export default async function CodePage() {
  const pending = await readPending()
  if (!pending) redirect('/sign-in')
  const { email, purpose } = pending
  return (
    <div className="page pt-10 pb-24">
      <h1 className="text-title">Look in your mail</h1>
      <p className="max-w-[34rem] pt-4 pb-8 text-lead wrap-anywhere">
        {purpose === 'reset'
          ? `If there is an account for ${email}, six digits are on their way to it.`
          : `Six digits are on their way to ${email}.`}{' '}
        They work once, for fifteen minutes.
      </p>
      <AccountCode
        enter={purpose === 'reset' ? reset : enterCode}
        answer={await readAnswer()}
        sendAgain={sendAgain}
        asksPassword={purpose === 'reset'}
      />
    </div>
  )
}
