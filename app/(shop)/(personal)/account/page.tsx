import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import {
  changeEmail,
  changePassword,
  confirmEmail,
  signOut,
  signOutEverywhere,
} from '#app/(shop)/(personal)/account/actions.ts'
import { readChange } from '#app/(shop)/(personal)/account/change.ts'
import { deleteAccount, signInAfresh } from '#app/(shop)/(personal)/account/data-actions.ts'
import { signedIn } from '#app/session.ts'
import { AccountAddress } from '#components/accounts/address.tsx'
import { AccountPassword } from '#components/accounts/password.tsx'
import { PersonalData } from '#components/accounts/personal-data.tsx'
import { SignOutButtons } from '#components/accounts/sign-out.tsx'
import { AccountOrders } from '#components/orders/own-orders.tsx'
import { findPassword, findStaff } from '#shop/accounts/account.ts'
import { isSessionFresh } from '#shop/accounts/personal-data.ts'
import { listOwnOrders } from '#shop/orders/own-orders.ts'
import { shop } from '#shop.config.ts'

export const metadata: Metadata = { title: 'My orders' }

// The whole page at once: see the layout.
export const instant = false

export default async function AccountPage() {
  const person = await signedIn()
  if (!person) redirect('/sign-in')
  const { db, user } = person
  const [orders, member, hasPassword, isFresh] = await Promise.all([
    listOwnOrders(db, user.id),
    findStaff(db, user.id),
    findPassword(db),
    isSessionFresh(db),
  ])
  const change = await readChange()
  return (
    <div className="page pt-10 pb-24">
      <h1 className="text-title">My orders</h1>
      {member && (
        <p className="pt-4">
          <Link href="/admin" className="link" prefetch={false}>
            Open the admin
          </Link>
        </p>
      )}
      <div className="grid gap-14 pt-8 md:grid-cols-[minmax(0,1fr)_24rem] md:gap-20">
        <AccountOrders orders={orders} />
        <section aria-labelledby="details">
          <h2 id="details" className="text-heading">
            Account
          </h2>
          <p className="pt-3 pb-6 wrap-anywhere">
            <span className="block text-quiet text-small">Signed in as</span>
            {user.isVisitor ? `a visitor of the demo, for ${shop.signIn.visitHours} hours` : user.email}
          </p>
          <SignOutButtons signOut={signOut} signOutEverywhere={user.isVisitor ? null : signOutEverywhere} />
          {!user.isVisitor && (
            <>
              <AccountPassword changePassword={hasPassword ? changePassword : null} />
              <AccountAddress
                changeEmail={changeEmail}
                confirmEmail={confirmEmail}
                email={user.email}
                change={change}
              />
              <PersonalData deleteAccount={deleteAccount} signInAfresh={signInAfresh} isFresh={isFresh} />
            </>
          )}
        </section>
      </div>
    </div>
  )
}
