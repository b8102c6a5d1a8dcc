import 'server-only'
import { cookies } from 'next/headers'
import * as z from 'zod'
import { ownPath } from '#app/(shop)/(personal)/sign-in/next-path.ts'
import { cookieOptions } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { openSealed, seal } from '#lib/seal.ts'
import { shop } from '#shop.config.ts'

/** Seconds that a code is valid for, and a sign-in waits for it. */
export const codeSeconds = shop.signIn.codeMinutes * 60

const pending = z.object({
  purpose: z.enum(['sign-in', 'create', 'reset']),
  email: z.string(),
  /** the password of a new account, set when its address is confirmed */
  password: z.string().optional(),
  next: z.string().transform(ownPath),
  until: z.number(),
})

/** A sign-in that waits for its code. */
export type Pending = z.output<typeof pending>

/**
 * Stores a sign-in that waits for its code, in a sealed cookie. The chosen password stays in the browser that chose it,
 * so nobody can create an account for somebody else with a password of their own.
 */
export async function keepPending(asked: Omit<Pending, 'until'>): Promise<void> {
  const until = Math.floor(Date.now() / 1000) + codeSeconds
  const value = await seal(env().SEAL_SECRET, 'pending sign-in', JSON.stringify({ ...asked, until }))
  const options = { ...cookieOptions(env().SITE_URL), httpOnly: true, path: '/sign-in', maxAge: codeSeconds }
  ;(await cookies()).set('pending', value, options)
}

/** Gives the sign-in that waits for its code in this browser; null when there is none, or when it is older than a code may be. */
export async function readPending(): Promise<Pending | null> {
  const sealed = (await cookies()).get('pending')?.value
  const text = sealed && (await openSealed(env().SEAL_SECRET, 'pending sign-in', sealed))
  if (!text) return null
  const parsed = pending.safeParse(JSON.parse(text))
  return parsed.success && parsed.data.until > Date.now() / 1000 ? parsed.data : null
}

/** Only a server action may call this. */
export async function forgetPending(): Promise<void> {
  ;(await cookies()).delete({ name: 'pending', path: '/sign-in' })
}
