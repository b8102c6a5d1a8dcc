import { Hono } from 'hono'
import type { Faults } from '#local/chaos/faults.ts'
import { type Listening, listen } from '#local/listen.ts'
import { addAbsentServices } from '#local/supabase/absent-services.ts'
import { answerAuth } from '#local/supabase/auth.ts'
import { createUser } from '#local/supabase/auth-admin.ts'
import { createMailLinks, type Mail } from '#local/supabase/auth-links.ts'
import { openDatabase, prepareDatabase } from '#local/supabase/database.ts'
import { createGateway, isPreflight, notImplemented, problemResponse, withCors } from '#local/supabase/gateway.ts'
import { type LiteOptions, openLite } from '#local/supabase/lite.ts'
import type { Limits } from '#local/supabase/realtime/limits.ts'
import { openRealtime } from '#local/supabase/realtime/server.ts'
import { identifyCaller } from '#local/supabase/storage/caller.ts'
import { openStorage } from '#local/supabase/storage/server.ts'

export type SupabaseOptions = LiteOptions & {
  /** Of the database `postgres`, as the superuser. */
  databaseUrl: string
  /** 0 or nothing picks a free one. */
  port?: number
  /** Where the contents of objects are kept. */
  storageDirectory: string
  /** Of `<version>_<name>.sql` files, applied in order before anything answers. */
  migrationsDirectory: string
  /** Where links in mails may lead. */
  siteUrl: string
  /** Delivers the mails of sign-in and recovery. */
  sendMail: (mail: Mail) => Promise<void> | void
  /** Seconds until an access token of a person expires; 3600 unless told otherwise. */
  tokenLifetime?: number
  /** Of Realtime; those of the free plan unless told otherwise. */
  limits?: Limits
  faults?: Faults
}
export type RunningSupabase = Listening & { appliedMigrations: string[] }

/**
 * Supabase's REST, auth, storage and Realtime servers on 127.0.0.1, over a real Postgres, with no account.
 * Brings the database up to date with the migrations first.
 * @throws when a migration fails (naming file and line), or the port is taken
 */
export async function startSupabase(options: SupabaseOptions): Promise<RunningSupabase> {
  const appliedMigrations = await prepareDatabase(options.databaseUrl, options.migrationsDirectory)
  const services = await openServices(options)
  try {
    const listening = await listen(
      options.faults?.guard('supabase', services.fetch) ?? services.fetch,
      options.port,
      undefined,
      services.sockets,
    )
    services.listensAt(listening.url)
    const close = async () => {
      await listening.close()
      await services.close()
    }
    return { ...listening, close, appliedMigrations }
  } catch (error) {
    await services.close()
    throw error
  }
}

async function openServices(options: SupabaseOptions) {
  let url = ''
  const sql = openDatabase(options.databaseUrl)
  const gateway = createGateway(sql, options)
  const links = createMailLinks(sql, options.siteUrl, () => url)
  const lite = await openLite(options, sql, links, options.sendMail)
  const storage = await openStorage({
    ...options,
    sql,
    callerOf: (request) => identifyCaller(gateway.identity, request),
    directory: options.storageDirectory,
  })

  const realtime = openRealtime({
    ...options,
    ...gateway.identity,
    sql,
    identify: gateway.identify,
  })

  const auth = { app: lite.app, links, sql, keys: options, ownUrl: () => url, sendMail: options.sendMail }
  const routes = new Hono()
  routes.get('/health', async (context) => {
    await sql`select 1`
    return context.json({ status: 'ok' })
  })
  // The description of the API in OpenAPI, of which lite has an empty one.
  routes.get('/rest/v1/', ({ req }) => problemResponse(notImplemented(req.method, req.path)))
  routes.all('/rest/v1/*', async ({ req }) => {
    const admitted = await gateway.admit(req.raw)
    return admitted instanceof Response ? admitted : lite.rest(admitted)
  })
  routes.get('/auth/v1/.well-known/jwks.json', ({ json }) =>
    json(options.signingKeys.published(), 200, { 'cache-control': 'public, max-age=600' }),
  )
  routes.post('/auth/v1/admin/users', ({ req }) => createUser(sql, options.secretKey, req.raw))
  routes.all('/auth/v1/*', ({ req }) => {
    const admitted = gateway.admitToAuth(req.raw)
    return admitted instanceof Response ? admitted : answerAuth(auth, admitted)
  })
  routes.use('/storage/v1/*', async ({ req }, next) => gateway.refuseKey(req.raw) ?? next())
  routes.route('/storage/v1', storage.routes)
  routes.route('/realtime/v1', realtime.routes)
  addAbsentServices(routes)
  routes.notFound(({ req }) => problemResponse(notImplemented(req.method, req.path)))
  routes.onError((error) => problemResponse({ status: 500, code: 'XX000', message: error.message }))

  return {
    sockets: realtime.sockets,
    fetch: async (request: Request, environment: object) =>
      withCors(
        request,
        isPreflight(request) ? new Response() : await routes.fetch(await buffered(request), environment),
      ),
    listensAt(address: string) {
      url = address
    },
    async close() {
      await realtime.close()
      await storage.close()
      await lite.close()
      await sql.end({ timeout: 5 })
    },
  }
}

/** A request refused before its body was read ends in a broken connection at the client, so the body is read first. */
async function buffered(request: Request): Promise<Request> {
  if (!request.body) return request
  const body = await request.arrayBuffer()
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}
