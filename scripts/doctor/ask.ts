import type * as z from 'zod'

/** The answer of a service: its status, its headers, and its JSON or null. */
export type Reply = { status: number; headers: Headers; body: unknown }

/** Calls a service without following redirects. @throws Error when it does not answer within eight seconds */
export async function ask(url: string, init: RequestInit = {}): Promise<Reply> {
  const request = fetch(url, { redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(8000), ...init })
  const response = await request.catch((error: unknown) => {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new Error(`${new URL(url).origin} does not answer (${reason})`)
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: parseJson(text) }
}

/** The answer of a service that must answer 200. @throws Error with the address, without the request's content */
export async function askFor<Shape>(shape: z.ZodType<Shape>, url: string, init: RequestInit = {}): Promise<Shape> {
  const { status, body } = await ask(url, init)
  const { origin, pathname } = new URL(url)
  if (status !== 200) throw new Error(`${origin}${pathname} answers ${status}`)
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw new Error(`${origin}${pathname} answers something else than expected`)
  return parsed.data
}

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
