import * as z from 'zod'
import { type Role, roles } from '#lib/roles.ts'
import { readHeader, readRole } from '#lib/tokens.ts'

/** A token for each role that a process may act as. `scripts/mint-tokens.ts` makes them; the process cannot. */
export type RoleTokens = Readonly<Partial<Record<Role, string>>>

const tokensByRole = z.partialRecord(z.enum(roles), z.string())

/** The schema of SUPABASE_ROLE_TOKENS: JSON, `{role: token}`. Its errors do not show the value. */
export const roleTokens = z.string().transform((text, context): RoleTokens => {
  const parsed = tokensByRole.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  context.addIssue({ code: 'custom', message: 'is not the JSON that scripts/mint-tokens.ts prints' })
  return z.NEVER
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const entries = (tokens: RoleTokens) => Object.entries(tokens) as [Role, string][]

/**
 * Lists the problems of the tokens, a sentence for each role. It verifies no signature; the database API does that.
 * @param needed the roles that this process acts as
 * @param now milliseconds since 1970
 */
export function findTokenProblems(tokens: RoleTokens, needed: readonly Role[], now: number): string[] {
  const missing = needed.filter((role) => !tokens[role])
  return [
    ...missing.map((role) => `there is no token for the role ${role}`),
    ...entries(tokens).flatMap(([role, token]) => problemOf(role, token, now)),
  ]
}

function problemOf(role: Role, token: string, now: number): string[] {
  const claims = readRole(token)
  if (!(claims && readHeader(token))) return [`the token for the role ${role} is malformed`]
  if (claims.role !== role) return [`the token for the role ${role} names another role`]
  if (claims.exp * 1000 <= now) return [`the token for the role ${role} ended on ${day(claims.exp)}`]
  return []
}

/** The role whose token expires first, and when, in milliseconds since 1970; null without tokens. */
export function firstToEnd(tokens: RoleTokens): { role: Role; at: number } | null {
  const ends = entries(tokens).map(([role, token]) => ({ role, at: (readRole(token)?.exp ?? 0) * 1000 }))
  return ends.toSorted((a, b) => a.at - b.at)[0] ?? null
}

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)
