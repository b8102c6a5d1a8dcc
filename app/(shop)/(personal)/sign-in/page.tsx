import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { enter, visit } from '#app/(shop)/(personal)/sign-in/actions.ts'
import { ownPath } from '#app/(shop)/(personal)/sign-in/next-path.ts'
import { readAnswer } from '#app/answer.ts'
import { getLampPage } from '#app/queries.ts'
import { signedIn } from '#app/session.ts'
import { AccountSignIn } from '#components/accounts/sign-in.tsx'
import { AccountVisit } from '#components/accounts/visit.tsx'
import { Lamp } from '#components/catalog/lamp.tsx'
import { env } from '#lib/env.ts'

export const metadata: Metadata = { title: 'Sign in' }

// The whole page at once: see the layout.
export const instant = false

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = ownPath((await searchParams).next ?? (await leftPage()))
  if (await signedIn()) redirect(next)
  // Without a lamp, or a database, people sign in all the same.
  const lamp = await getLampPage({}, 1).then(
    ({ products }) => products[0],
    () => undefined,
  )
  return (
    <div className="page pt-10 pb-24">
      <h1 className="pb-8 text-title">Sign in</h1>
      {/* Whoever passes, or types, turns the lamp on. */}
      <div className="passing grid gap-16 md:grid-cols-[26rem_minmax(0,1fr)] md:gap-28">
        <div>
          <AccountSignIn enter={enter} answer={await readAnswer()} next={next} />
          {env().DEMO_VISITS === 'on' && <AccountVisit visit={visit} />}
        </div>
        {lamp && (
          <div className="max-w-[34rem] max-md:hidden">
            <Lamp off={lamp.off} on={lamp.on} sizes="34rem" />
          </div>
        )}
      </div>
    </div>
  )
}

/** The path of this store's page that linked here; undefined for another site, and for a page that keeps its address to itself. */
async function leftPage(): Promise<string | undefined> {
  const page = URL.parse((await headers()).get('referer') ?? '')
  return page?.origin === new URL(env().SITE_URL).origin ? page.pathname + page.search : undefined
}
