import 'server-only'
import { headers } from 'next/headers'
import { SignedOut } from '#app/session.ts'

/** Gives the address of the sign-in page that leads back to a path. */
export function signInPath(next: string): string {
  return `/sign-in?${new URLSearchParams({ next })}`
}

/** What the answer of an action adds when the caller's session has ended: the sign-in page, which leads back to the form. */
export async function signInAgain(error: unknown): Promise<{ signIn?: string }> {
  if (!(error instanceof SignedOut)) return {}
  const page = URL.parse((await headers()).get('referer') ?? '')
  return { signIn: page ? signInPath(page.pathname + page.search) : '/sign-in' }
}
