'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { endSession } from '#app/(shop)/(personal)/account/end-session.ts'
import { action } from '#app/action.ts'
import { SignedOut, signedIn } from '#app/session.ts'
import { signInPath } from '#app/sign-in-path.ts'
import * as data from '#shop/accounts/personal-data.ts'
import { signOut } from '#shop/accounts/sign-in.ts'

/** Deletes the caller's account, if they signed in a moment ago. */
export const deleteAccount = action(z.object({}), async () => {
  const person = await signedIn()
  if (!person) throw new SignedOut()
  await data.deleteAccount(person.db)
  await signOut(person.db, 'local')
  await endSession()
  redirect('/')
})

/** Signs this device out and asks to sign in again, before something that cannot be undone. */
export const signInAfresh = action(z.object({}), async () => {
  const person = await signedIn()
  if (person) await signOut(person.db, 'local')
  await endSession()
  redirect(signInPath('/account'))
})
