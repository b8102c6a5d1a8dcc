import type { Metadata } from 'next'
import { askReset } from '#app/(shop)/(personal)/sign-in/actions.ts'
import { ownPath } from '#app/(shop)/(personal)/sign-in/next-path.ts'
import { readAnswer } from '#app/answer.ts'
import { AccountReset } from '#components/accounts/reset.tsx'

export const metadata: Metadata = { title: 'Reset your password' }

// The whole page at once: see the layout.
export const instant = false

export default async function ResetPage({ searchParams }: PageProps<'/sign-in/reset'>) {
  const next = ownPath((await searchParams).next)
  return (
    <div className="page pt-10 pb-24">
      <h1 className="text-title">Reset your password</h1>
      <p className="max-w-[34rem] pt-4 pb-8 text-lead">
        We send you a code by email. Enter it with a new password; all other devices are then signed out.
      </p>
      <AccountReset askReset={askReset} answer={await readAnswer()} next={next} />
    </div>
  )
}
