import { z } from 'zod'
import { ownPath } from '#app/(personal)/sign-in/next-path.ts'
import { shop } from '#shop.config.ts'

export const email = z
  .string('Which address?')
  .trim()
  .toLowerCase()
  .pipe(z.email('An address looks like ada@example.com.').max(200))

/** A password that is to be checked: whatever was typed. */
export const givenPassword = z.string().min(1, 'Your password, or ask for a code by mail.').max(200)

const weak = new RegExp(String.raw`^(.)\1+$|^(password|qwertyui|letmein|${shop.slug}|abcdefgh|1234567)`, 'i')

/** A password that is to be kept. 72 bytes is as far as bcrypt reads. */
export const newPassword = z
  .string()
  .min(8, 'At least eight characters. A short sentence does well.')
  .refine((text) => new TextEncoder().encode(text).length <= 72, 'At most 72 characters.')
  .refine((text) => !weak.test(text), 'This is one of the first that anybody would try. Take another.')

/** Six digits, however they were copied. */
export const code = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'The code has six digits. It is in the mail.'))

export const next = z.unknown().transform(ownPath)
