import { functionRoles } from '#supabase/tests/rights.ts'

/** People, by what the database knows of them. The planted order, cart and question belong to `shopper`. */
export const people = ['nobody', 'shopper', 'other', 'viewer', 'editor', 'owner'] as const
export type Name = (typeof people)[number]

/** Tokens that no service may accept; their claims are those of the owner of the shop or of the secret key. */
export const badTokens = ['expired', 'forged', 'of another kind', 'of an unknown role'] as const

export const functions = functionRoles
/** Everybody whose rights are in the matrix, besides the holder of the secret key. */
export const identities: readonly string[] = [...people, ...functions, 'gatekeeper', 'tracer', ...badTokens]

const groups: Record<string, readonly string[]> = {
  everybody: people,
  anybody: identities,
  members: people.slice(1),
  staff: ['viewer', 'editor', 'owner'],
  editors: ['editor', 'owner'],
  functions,
}

/** Reads names and groups, separated by spaces, as they stand in the files of expected rights. @throws Error for a name that is none */
export function readNames(text: string): Set<string> {
  const names = text.split(' ').flatMap((word) => (word ? (groups[word] ?? [word]) : []))
  const strange = names.filter((name) => !identities.includes(name))
  if (strange.length > 0) throw new Error(`There is no identity ${strange.join(', ')}.`)
  return new Set(names)
}

/** The Postgres role of an identity; null when the API must not get so far. */
export function roleOf(name: string): string | null {
  if (name === 'nobody') return 'anon'
  if ((people as readonly string[]).includes(name)) return 'authenticated'
  return (badTokens as readonly string[]).includes(name) ? null : name
}
