import { Resend } from 'resend'
import type { Env } from '#lib/env.ts'
import { inSpan } from '#lib/span.ts'

/** A client of Resend (https://resend.com/docs/api-reference). Mails are rendered and sent in lib/email.ts, which no page loads. */
export const createResend = (env: Env): Resend => new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_BASE_URL })

/** Returns the HTML of a sent mail; null when the provider no longer has it. */
export async function readMail(env: Env, id: string): Promise<string | null> {
  const { data } = await inSpan('mail read', { kind: 'client' }, () => createResend(env).emails.get(id))
  return data?.html ?? null
}
