import * as z from 'zod'

const header = z.object({ alg: z.string(), kid: z.string() })
const claims = z.object({ role: z.string(), exp: z.number().int() })

/** Reads the header of a JSON Web Token (RFC 7515): algorithm and key id. Null without either. Verifies nothing. */
export function readHeader(token: string): { alg: string; kid: string } | null {
  return header.safeParse(readPart(token, 0)).data ?? null
}

/** Reads a token's role and its end, in seconds since 1970. Verifies nothing. */
export function readRole(token: string): { role: string; exp: number } | null {
  return claims.safeParse(readPart(token, 1)).data ?? null
}

function readPart(token: string, index: number): unknown {
  const part = token.split('.')[index] ?? ''
  try {
    return JSON.parse(atob(part.replace(/-/g, '+').replace(/_/g, '/')))
  } catch {
    return null
  }
}
