import { z } from 'zod'

/** A public key of the auth server (RFC 7517). */
export type SigningKey = z.infer<typeof key>

const key = z.looseObject({ kid: z.string(), kty: z.literal('EC'), alg: z.literal('ES256') })
const keySet = z.object({ keys: z.array(z.unknown()) })

type Known = { keys: SigningKey[]; askedAt: number; asking?: Promise<void> | undefined }
const known = new Map<string, Known>()

const minute = 60_000
/** Keys are asked for again when they are older than this: a revoked key is forgotten by then. */
const freshFor = 10 * minute
/** A token may name any key, so an unknown one is no reason to ask more often than this. */
const pauseBetween = minute / 2

/**
 * The key of this id that the auth server publishes, or null. Keys are kept for ten minutes, and an unknown id asks the
 * server again at most every thirty seconds, so that made-up tokens cost no calls. While the server does not answer, the
 * keys that are known stay good.
 * @param authUrl of the auth server
 * @throws when no keys are known and the server does not answer
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
  if (!response.ok) throw new Error(`auth: the signing keys are not to be had (${response.status})`)
  const { keys } = keySet.parse(await response.json())
  return keys.flatMap((candidate) => key.safeParse(candidate).data ?? [])
}
