import { combineChunks, isChunkLike, stringFromBase64URL } from '@supabase/ssr'
import * as z from 'zod'

/** The cookies of one request, as Next gives them; `set` does nothing when the response has already begun. */
export type CookieStore = {
  getAll(): { name: string; value: string }[]
  set(name: string, value: string, options: object): void
}

/** The name of the session's cookie; Supabase splits a long session into `session.0`, `session.1` and so on. */
export const sessionCookie = 'session'

const session = z.object({ access_token: z.string() })

/**
 * Gives the Supabase client the cookies of a request without made-up sessions, so that the client neither refreshes them
 * nor asks the auth server about them.
 * @param isSigned true when the auth server signed this token, expired or not (the client refreshes an expired one)
 */
export function createSessionCookies(store: CookieStore, isSigned: (token: string) => Promise<unknown>) {
  const seen = new Map<string, Promise<boolean>>()
  const isGood = (token: string) => {
    const answer = seen.get(token) ?? isSigned(token).then(Boolean)
    seen.set(token, answer)
    return answer
  }
  const split = async () => {
    const all = store.getAll()
    const token = await readToken(all)
    if (token !== null && (await isGood(token))) return { shown: all, hidden: [] }
    const isSession = ({ name }: { name: string }) => isChunkLike(name, sessionCookie)
    return { shown: all.filter((cookie) => !isSession(cookie)), hidden: all.filter(isSession) }
  }
  return {
    getAll: async () => (await split()).shown,
    async setAll(cookies: { name: string; value: string; options: object }[]) {
      const { hidden } = await split()
      for (const { name, value, options } of cookies) store.set(name, value, options)
      // The client cannot remove hidden cookies, and it would read a left-over part together with the new session.
      const written = new Set(cookies.map(({ name }) => name))
      const options = cookies[0]?.options
      for (const { name } of hidden) if (options && !written.has(name)) store.set(name, '', { ...options, maxAge: 0 })
    },
  }
}

/** The access token of the session in these cookies, read as the Supabase client reads it. */
async function readToken(cookies: { name: string; value: string }[]): Promise<string | null> {
  const value = await combineChunks(sessionCookie, (name) => cookies.find((cookie) => cookie.name === name)?.value)
  if (!value) return null
  try {
    const text = value.startsWith('base64-') ? stringFromBase64URL(value.slice('base64-'.length)) : value
    return session.parse(JSON.parse(text)).access_token
  } catch {
    return null
  }
}
