import type { Sql } from 'postgres'

/**
 * Asks for a code, through `answer`. The auth server opens an account for a new address too, but confirms it only when the
 * code is entered; @supabase/lite 0.10.0 confirms it at once and opens a session.
 */
export async function askForCode(sql: Sql, request: Request, answer: () => Promise<Response>): Promise<Response> {
  const { email } = (await request.clone().json()) as { email?: unknown }
  if (typeof email !== 'string') return answer()
  const find = () => sql<{ id: string }[]>`select id from auth.users where lower(email) = lower(${email})`
  const known = await find()
  const response = await answer()
  if (known.length > 0) return response
  for (const { id } of await find()) {
    await sql`update auth.users set email_confirmed_at = null, confirmation_sent_at = recovery_sent_at where id = ${id}`
    await sql`delete from auth.sessions where user_id = ${id}`
  }
  return response
}
