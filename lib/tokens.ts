import { z } from 'zod'

const header = z.object({ alg: z.string(), kid: z.string() })
const claims = z.object({ role: z.string(), exp: z.number().int() })

/** How a JSON Web Token says it was signed (RFC 7515): the algorithm and the id of the key. Null when it says neither. */
export function readHeader(token: string): { alg: string; kid: string } | null {
  return header.safeParse(readPart(token, 0)).data ?? null
}

/** The role that a token names and when it ends, in seconds since 1970. Nothing is verified. */
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
