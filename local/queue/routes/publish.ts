import { Hono } from 'hono'
import * as z from 'zod'
import { type Accepted, accept, type Publication } from '#local/queue/accept.ts'
import { ApiError } from '#local/queue/api-error.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { parseOptions, readDestination } from '#local/queue/options.ts'
import { countAttempts } from '#local/queue/store/events.ts'
import { transaction } from '#local/queue/store/schema.ts'

const day = 86_400_000

const batchSchema = z.array(
  z.object({
    destination: z.string(),
    headers: z.record(z.string(), z.string()).nullish(),
    body: z.string().nullish(),
    queue: z.string().min(1).nullish(),
  }),
)

/** Publish, enqueue and batch: https://upstash.com/docs/qstash/api-reference/messages/publish-a-message */
export function publishRoutes(context: QueueContext): Hono {
  const routes = new Hono()

  routes.post('/publish/*', async ({ req: request }) => {
    return answer(acceptAll(context, [await readPublication(context, request.raw, '/v2/publish/', null)])[0])
  })

  routes.post('/enqueue/:queue/*', async ({ req: request }) => {
    const queue = request.param('queue')
    const [, , , segment = ''] = new URL(request.url).pathname.split('/')
    return answer(
      acceptAll(context, [await readPublication(context, request.raw, `/v2/enqueue/${segment}/`, queue)])[0],
    )
  })

  routes.post('/batch', async ({ req: request }) => {
    const batch = batchSchema.safeParse(await request.json().catch(() => null))
    if (!batch.success) throw new ApiError(400, `invalid batch: ${z.prettifyError(batch.error)}`)
    const publications = batch.data.map(({ destination, headers, body, queue }) => ({
      url: readDestination(destination),
      options: parseOptions(Object.entries(headers ?? {}), context.limits),
      body: new TextEncoder().encode(body ?? ''),
      queue: queue ?? null,
      scheduleId: null,
    }))
    return Response.json(acceptAll(context, publications))
  })

  return routes
}

/** The rest of the URL after a prefix, with its query: the destination. Hono's own parameters would split it. */
export function readPathRest(request: Request, prefix: string): string {
  const { pathname, search } = new URL(request.url)
  return pathname.slice(prefix.length) + search
}

async function readPublication(
  { limits }: QueueContext,
  request: Request,
  prefix: string,
  queue: string | null,
): Promise<Publication> {
  return {
    url: readDestination(readPathRest(request, prefix)),
    options: parseOptions(request.headers, limits),
    body: new Uint8Array(await request.arrayBuffer()),
    queue,
    scheduleId: null,
  }
}

function acceptAll(context: QueueContext, publications: Publication[]): Accepted[] {
  refuseAboveDailyQuota(context)
  const accepted = transaction(context.database, () => publications.map((publication) => accept(context, publication)))
  context.wake()
  return accepted
}

/** Refuses with 429, as QStash does (`QstashDailyRatelimitError` in the SDK), once the day's attempts are used up. */
function refuseAboveDailyQuota({ database, limits }: QueueContext): void {
  const now = Date.now()
  const today = now - (now % day)
  if (countAttempts(database, today) < limits.messagesPerDay) return
  throw new ApiError(429, 'daily message quota exceeded', {
    'ratelimit-limit': String(limits.messagesPerDay),
    'ratelimit-remaining': '0',
    'ratelimit-reset': String((today + day) / 1000),
  })
}

// The status 202 marks a duplicate: https://upstash.com/docs/qstash/features/deduplication
const answer = (accepted: Accepted | undefined) =>
  Response.json(accepted, { status: accepted?.deduplicated ? 202 : 200 })
