import { Hono } from 'hono'
import type { QueueContext } from '#local/queue/context.ts'
import { type Keys, readKeys, rotateKeys } from '#local/queue/store/keys.ts'
import { transaction } from '#local/queue/store/schema.ts'

/** Signing keys: https://upstash.com/docs/qstash/howto/roll-signing-keys */
export function keyRoutes({ database, configuredKeys }: QueueContext): Hono {
  const routes = new Hono()
  const answer = (keys: Keys) => Response.json({ current: keys.current, next: keys.next })

  routes.get('/keys', () => answer(readKeys(database, configuredKeys)))
  routes.post('/keys/rotate', () => answer(transaction(database, () => rotateKeys(database, configuredKeys))))

  return routes
}
