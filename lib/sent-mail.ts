import * as z from 'zod'
import type { Env } from '#lib/env.ts'
import { inSpan } from '#lib/span.ts'

const sent = z.object({ html: z.string().nullable() })

/**
 * Returns the HTML of a sent mail (https://resend.com/docs/api-reference/emails/retrieve-email); null when the provider no longer has it.
 * Resend's SDK would bring what renders mails into the page that shows one: 2 MB.
 * @throws Error when the provider does not answer
 */
export async function readMail(env: Env, id: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${env.RESEND_API_KEY}` }
  const address = `${env.RESEND_BASE_URL}/emails/${encodeURIComponent(id)}`
  const response = await inSpan('mail read', { kind: 'client' }, () => fetch(address, { headers }))
  return response.ok ? sent.parse(await response.json()).html : null
}
