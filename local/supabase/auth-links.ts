import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

export type Mail = { to: string; subject: string; html: string; text: string }
export type MailLinks = ReturnType<typeof createMailLinks>

/**
 * The links in the mails of the auth server. @supabase/lite 0.10.0 points them at the site instead of itself, forgets
 * the page that asked (`emailRedirectTo`), and answers them without PKCE, which clients of @supabase/ssr need.
 */
export function createMailLinks(sql: Sql, siteUrl: string, ownUrl: () => string) {
  const asking = new AsyncLocalStorage<{ redirectTo: string; flow: string | undefined; sent: Mail[] }>()
  return {
    /** Runs a request that may send a mail, so that `aim` knows what it asked for. */
    async remember(request: Request, answer: () => Promise<Response>): Promise<Response> {
      const redirectTo = new URL(request.url).searchParams.get('redirect_to') ?? siteUrl
      return asking.run({ redirectTo, flow: await openFlow(sql, request), sent: [] }, answer)
    },

    aim(mail: Mail): Mail {
      const { redirectTo, flow } = asking.getStore() ?? { redirectTo: siteUrl, flow: undefined }
      const target = `redirect_to=${encodeURIComponent(redirectTo)}${flow ? `&flow=${flow}` : ''}`
      const repair = (body: string) =>
        body
          .replaceAll(`${siteUrl}/auth/v1/verify`, `${ownUrl()}/auth/v1/verify`)
          .replace(/redirect_to=[^"'\s<&]*/g, () => target)
      const aimed = { ...mail, html: repair(mail.html), text: repair(mail.text) }
      asking.getStore()?.sent.push(aimed)
      return aimed
    },

    /** The mails of the request that `remember` runs. */
    sent: (): readonly Mail[] => asking.getStore()?.sent ?? [],

    /** The answer to a link that was opened: with PKCE a code goes to the page in place of the session. */
    async finish(request: Request, response: Response): Promise<Response> {
      const flow = new URL(request.url).searchParams.get('flow')
      const target = response.headers.get('location')
      const [page = '', fragment = ''] = target?.split('#') ?? []
      const token = new URLSearchParams(fragment).get('access_token')
      if (!flow || !token) return response
      const code = await closeFlow(sql, flow, token)
      const location = new URL(page)
      if (code) location.searchParams.set('code', code)
      else location.searchParams.set('error_code', 'flow_state_not_found')
      return new Response(null, { status: 303, headers: { location: location.href } })
    },
  }
}

type Challenge = { code_challenge?: string | null; code_challenge_method?: string | null }

/** Keeps the challenge where lite looks for it when the code is exchanged. */
async function openFlow(sql: Sql, request: Request): Promise<string | undefined> {
  const body = (await request
    .clone()
    .json()
    .catch(() => ({}))) as Challenge
  if (!body.code_challenge) return undefined
  const id = randomUUID()
  await sql`insert into auth.flow_state ${sql({
    id,
    authentication_method: 'magiclink',
    provider_type: 'email',
    code_challenge: body.code_challenge,
    code_challenge_method: (body.code_challenge_method ?? 's256').toLowerCase(),
  })}`
  return id
}

/** The session that lite made is given up for the one the code will open. */
async function closeFlow(sql: Sql, flow: string, token: string): Promise<string | undefined> {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>
  const code = randomUUID()
  await sql`delete from auth.sessions where id = ${claims.session_id ?? null}`
  const rows = await sql`
    update auth.flow_state set user_id = ${claims.sub ?? null}, auth_code = ${code}, auth_code_issued_at = now()
    where id::text = ${flow} and user_id is null returning id`
  return rows.length === 1 ? code : undefined
}
