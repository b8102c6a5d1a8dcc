import { createHash, randomInt } from 'node:crypto'
import type { Sql } from 'postgres'
import type { Mail, MailLinks } from '#local/supabase/auth-links.ts'
import { codeLifetime } from '#local/supabase/code-lifetime.ts'

/** As @supabase/lite 0.10.0 keeps a code. */
const hash = (email: string, code: string) =>
  createHash('sha256')
    .update(email.toLowerCase() + code)
    .digest('hex')

export type EmailChangeParts = { sql: Sql; links: MailLinks; sendMail: (mail: Mail) => Promise<void> | void }

/**
 * Mails a code to the present address too, after @supabase/lite has mailed the new one: with `double_confirm_changes` the auth
 * server asks both (https://supabase.com/docs/guides/auth/passwords), and lite would ask the present one only.
 */
export async function askPresentAddress({ sql, links, sendMail }: EmailChangeParts): Promise<void> {
  for (const mail of links.sent()) {
    const [user] = await sql<{ id: string; email: string; hash: string }[]>`
      select id, email, email_change_token_new as hash from auth.users
      where lower(email_change) = lower(${mail.to}) and email_change_token_new <> '' order by email_change_sent_at desc limit 1`
    if (!user?.email) continue
    const code = String(randomInt(100_000, 1_000_000))
    const present = hash(user.email, code)
    await sql`update auth.users set email_change_token_current = ${present}, email_change_confirm_status = 0 where id = ${user.id}`
    const sent = /\b\d{6}\b/.exec(mail.text)?.[0] ?? ''
    const repair = (body: string) => body.replaceAll(user.hash, present).replace(new RegExp(`\\b${sent}\\b`, 'g'), code)
    await sendMail({ ...mail, to: user.email, html: repair(mail.html), text: repair(mail.text) })
  }
}

type Given = { type?: unknown; email?: unknown; token?: unknown; token_hash?: unknown }

/** The answer to the first of the two codes. Undefined for the second one, and for what @supabase/lite refuses. */
export async function acceptFirstCode(sql: Sql, request: Request): Promise<Response | undefined> {
  const { searchParams } = new URL(request.url)
  const isLink = request.method === 'GET'
  const given: Given = isLink ? Object.fromEntries(searchParams) : ((await request.clone().json()) as Given)
  if (given.type !== 'email_change') return undefined
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const token = text(given.token_hash) || (isLink ? text(given.token) : hash(text(given.email), text(given.token)))
  const [user] = await sql<{ id: string; status: number; is_present: boolean }[]>`
    select id, email_change_confirm_status as status, coalesce(email_change_token_current = ${token}, false) as is_present from auth.users
    where coalesce(email_change, '') <> '' and ${token} in (email_change_token_current, email_change_token_new)
      and email_change_sent_at > now() - ${codeLifetime} * interval '1 second'`
  if (!user) return undefined
  if (user.status === 0) {
    await sql`update auth.users set email_change_confirm_status = 1,
      email_change_token_current = case when ${user.is_present} then null else email_change_token_current end,
      email_change_token_new = case when ${user.is_present} then email_change_token_new end where id = ${user.id}`
    return accepted(isLink ? searchParams.get('redirect_to') : null)
  }
  // lite looks for the code that completes a change in the column of the new address.
  await sql`update auth.users set email_change_confirm_status = 0, email_change_token_current = null, email_change_token_new = ${token}
    where id = ${user.id}`
  return undefined
}

function accepted(page: string | null): Response {
  const msg = 'Confirmation link accepted. Please proceed to confirm link sent to the other email'
  if (page === null) return Response.json({ msg, code: '200' })
  return new Response(null, { status: 303, headers: { location: `${page}#${new URLSearchParams({ message: msg })}` } })
}
