import { staff } from '#app/session.ts'

/**
 * Gives the caller's own access token, which Realtime asks for: a browser cannot send cookies to another origin's WebSocket. It ends
 * within an hour; the token that renews it stays in its cookie. Staff only.
 */
export async function GET(): Promise<Response> {
  const { db } = await staff()
  const { data } = await db.auth.getSession()
  if (!data.session) return new Response(null, { status: 401 })
  const { access_token: token, expires_at: expiresAt = 0 } = data.session
  return Response.json({ token, expiresAt }, { headers: { 'cache-control': 'no-store' } })
}
