import * as z from 'zod'
import { ownPath } from '#app/(shop)/(personal)/sign-in/next-path.ts'
import { publishedPasswords } from '#lib/published-passwords.ts'
import { shop } from '#shop.config.ts'

export const email = z
  .string('Enter your email address.')
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an email address such as ada@example.com.').max(200))

/** A password to check, as it was typed. */
export const givenPassword = z.string().min(1, 'Enter your password, or sign in with a code.').max(200)

const weak = new RegExp(String.raw`^(.)\1+$|^(password|qwertyui|letmein|${shop.slug}|abcdefgh|1234567)`, 'i')

/** A new password. bcrypt ignores everything after 72 bytes, so longer ones are refused. */
export const newPassword = z
  .string()
  .min(8, 'Use at least 8 characters.')
  .refine((text) => new TextEncoder().encode(text).length <= 72, 'Use at most 72 characters.')
  .refine(
    (text) => !weak.test(text) && !publishedPasswords.includes(text),
    'This password is too easy to guess. Choose another one.',
  )

/** Six digits; what was copied with them is dropped. */
export const code = z
  .string('Enter the six digits from the mail.')
  .transform((text) => text.normalize('NFKC').replace(/\D/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits from the mail.'))

export const next = z.unknown().transform(ownPath)
