import type { Metadata } from 'next'
import { askReset } from '#app/(personal)/sign-in/actions.ts'
import { ownPath } from '#app/(personal)/sign-in/next-path.ts'
import { readAnswer } from '#app/answer.ts'
import { AccountReset } from '#components/accounts/reset.tsx'

export const metadata: Metadata = { title: 'A new password' }

// In one piece: see the layout.
export const instant = false

export default async function ResetPage({ searchParams }: PageProps<'/sign-in/reset'>) {
  const next = ownPath((await searchParams).next)
  return (
    <div className="page pt-10 pb-24">
      <h1 className="text-title">A new password</h1>
      <p className="max-w-[34rem] pt-4 pb-8 text-lead">
        We mail you a code. With it you choose a new password, and every other device is signed out.
      </p>
      <AccountReset askReset={askReset} answer={await readAnswer()} next={next} />
    </div>
  )
}
