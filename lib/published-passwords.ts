import { isLoopback } from '#lib/env.ts'

/** Passwords that everybody can read in this project, now or in its history. */
export const publishedPasswords: readonly string[] = ['off-until-something-moves']

/** True for a published password at an address that others reach. */
export function isPublishedIn(siteUrl: string, password: string): boolean {
  return !isLoopback(siteUrl) && publishedPasswords.includes(password)
}
