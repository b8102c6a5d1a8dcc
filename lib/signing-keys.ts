import * as z from 'zod'

/** A public key of the auth server (RFC 7517). */
export type SigningKey = z.infer<typeof key>

const key = z.looseObject({ kid: z.string(), kty: z.literal('EC'), alg: z.literal('ES256') })
const keySet = z.object({ keys: z.array(z.unknown()) })

type Known = { keys: SigningKey[]; askedAt: number; asking?: Promise<void> | undefined }
const known = new Map<string, Known>()

const minute = 60_000
/** Keys older than this are fetched again, so a revoked key is refused after this time. */
const freshFor = 10 * minute
/** The shortest time between two fetches for unknown key ids, because anyone can invent a token with an unknown id. */
const pauseBetween = minute / 2

/**
 * Finds the key of this id among those that the auth server publishes, or null. Keys are kept for ten minutes. An unknown
 * id fetches them again every thirty seconds at most, so made-up tokens cost no calls. During an outage of the auth
 * server the known keys stay valid.
 * @param authUrl the address of the auth server
 * @throws Error when no key is known and the server does not answer
 */
export async function findSigningKey(authUrl: string, kid: string, now = Date.now()): Promise<SigningKey | null> {
  const entry: Known = known.get(authUrl) ?? { keys: [], askedAt: Number.NEGATIVE_INFINITY }
  known.set(authUrl, entry)
  const find = () => entry.keys.find((candidate) => candidate.kid === kid) ?? null
  const age = now - entry.askedAt
  if (age < (find() ? freshFor : pauseBetween)) {
    await entry.asking
    return find()
  }
  entry.askedAt = now
  entry.asking = readKeys(authUrl)
    .then((keys) => {
      entry.keys = keys
    })
    .catch((error: unknown) => {
      if (entry.keys.length > 0) return
      known.delete(authUrl)
      throw error
    })
    .finally(() => {
      entry.asking = undefined
    })
  await entry.asking
  return find()
}

async function readKeys(authUrl: string): Promise<SigningKey[]> {
  const address = `${authUrl}/.well-known/jwks.json`
  const response = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(5000) })
  if (!response.ok) throw new Error(`auth: the signing keys could not be fetched (${response.status})`)
  const { keys } = keySet.parse(await response.json())
  return keys.flatMap((candidate) => key.safeParse(candidate).data ?? [])
}
