import 'server-only'
import { cookies } from 'next/headers'
import * as z from 'zod'
import { codeSeconds } from '#app/(shop)/(personal)/sign-in/pending.ts'
import { cookieOptions } from '#app/session.ts'
import { env } from '#lib/env.ts'

/** The fields of the form for the codes: `code` is that of the account's address, `newCode` that of the new one. */
const change = z.object({ email: z.email().max(200), confirmed: z.array(z.enum(['code', 'newCode'])) })

/** A change of address that waits for its codes, and the codes that were right. */
export type Change = z.infer<typeof change>

const name = 'new-address'
const path = '/account'

/** Stores the change for as long as its codes work. Nothing on the server trusts it: the auth server knows the codes. */
export async function keepChange(value: Change): Promise<void> {
  const options = { ...cookieOptions(env().SITE_URL), httpOnly: true, path, maxAge: codeSeconds }
  ;(await cookies()).set(name, JSON.stringify(value), options)
}

/** Gives the change that waits for its codes in this browser; null when there is none. */
export async function readChange(): Promise<Change | null> {
  try {
    return change.parse(JSON.parse((await cookies()).get(name)?.value ?? 'null'))
  } catch {
    return null
  }
}

/** Only a server action may call this. */
export async function forgetChange(): Promise<void> {
  ;(await cookies()).delete({ name, path })
}
