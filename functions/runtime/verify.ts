import type { Env } from '#lib/env.ts'

const encoder = new TextEncoder()

/** Compares two strings in constant time, so that the time does not reveal where they differ. */
export async function sameText(left: string, right: string): Promise<boolean> {
  const digest = async (text: string) => new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
  const [a, b] = [await digest(left), await digest(right)]
  let difference = 0
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

async function hmac(secret: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Verifies a call from the database (private.call_function in supabase/migrations): header
 * `x-nightlight-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.path.body">`, at most five minutes old.
 * The path is signed, so that a call for one function does not open another.
 */
export async function verifyDatabase(request: Request, body: string, env: Env): Promise<boolean> {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(request.headers.get('x-nightlight-signature') ?? '')
  const [stamp, signature] = [match?.[1], match?.[2]]
  if (!stamp || !signature || Math.abs(Date.now() / 1000 - Number(stamp)) > 300) return false
  const expected = await hmac(env.STORAGE_WEBHOOK_SECRET, `${stamp}.${new URL(request.url).pathname}.${body}`)
  return sameText(expected, signature)
}
