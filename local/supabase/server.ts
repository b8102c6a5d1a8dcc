import { App, type EmailMessage } from '@supabase/lite'
import { Hono } from 'hono'
import { type Listening, listen } from '#local/listen.ts'
import { answerAuth } from '#local/supabase/auth.ts'
import { openConnection } from '#local/supabase/connection.ts'
import { openDatabase, prepareDatabase, readApiRoles } from '#local/supabase/database.ts'
import { type Caller, identify, type Keys, problemResponse, refuseRole, withCors } from '#local/supabase/gateway.ts'
import { StorageProblem } from '#local/supabase/storage/problem.ts'
import { openStorage } from '#local/supabase/storage/server.ts'

export type Mail = { to: string; subject: string; html: string; text: string }
export type SupabaseOptions = Keys & {
  databaseUrl: string
  port?: number
  storageDirectory: string
  migrationsDirectory: string
  siteUrl: string
  /** Delivers the mails of sign-in and recovery. */
  sendMail: (mail: Mail) => Promise<void> | void
  /** Seconds until an access token expires. */
  tokenLifetime?: number
}
export type RunningSupabase = Listening & { appliedMigrations: string[] }

/**
 * Supabase's REST, auth and storage servers on 127.0.0.1, over a real Postgres, with no account.
 * Brings the database up to date with the migrations first.
 * @throws when a migration fails, naming file and line
 */
export async function startSupabase(options: SupabaseOptions): Promise<RunningSupabase> {
  const appliedMigrations = await prepareDatabase(options.databaseUrl, options.migrationsDirectory)
  const sql = openDatabase(options.databaseUrl)
  const connection = openConnection(options.databaseUrl)
  let url = ''
  const sendMail = (message: EmailMessage) => options.sendMail(completeMail(message, options.siteUrl, url))
  const app = new App({
    connection,
    ...liteConfig(options),
    options: { drivers: { email: { send: async (m) => sendMail(m) } } },
  })
  await app.init()

  let roles = await readApiRoles(sql)
  const mayBecome = async (role: string) => {
    if (!roles.has(role)) roles = await readApiRoles(sql)
    return roles.has(role)
  }
  const callerOf = async (request: Request): Promise<Caller> => {
    const caller = identify(request, options)
    if ('status' in caller) throw new StorageProblem(403, 'InvalidJWT', caller.message)
    if (!(await mayBecome(caller.role))) throw new StorageProblem(403, 'AccessDenied', refuseRole(caller.role).message)
    return caller
  }
  const storage = await openStorage({
    sql,
    directory: options.storageDirectory,
    jwtSecret: options.jwtSecret,
    callerOf,
  })
  const answerRest = async (request: Request) => {
    const caller = identify(request, options)
    if ('role' in caller && !(await mayBecome(caller.role))) return problemResponse(refuseRole(caller.role))
    return app.fetch(request)
  }
  const server = new Hono()
  server.options('*', () => new Response(null, { status: 204 }))
  server.get('/health', async (context) => {
    await sql`select 1`
    return context.json({ status: 'ok' })
  })
  server.all('/rest/v1/*', (context) => answerRest(context.req.raw))
  server.all('/auth/v1/*', (context) => answerAuth(app as unknown as App, context.req.raw, options.jwtSecret))
  server.route('/storage/v1', storage.routes)
  server.notFound((context) => problemResponse(missing(context.req.method, context.req.path)))
  server.onError((error) => problemResponse({ status: 500, code: 'XX000', message: error.message }))

  const listening = await listen(
    async (request) => withCors(request, await server.fetch(await buffered(request))),
    options.port,
  )
  url = listening.url
  return {
    ...listening,
    appliedMigrations,
    async close() {
      await listening.close()
      await storage.close()
      await connection.close()
      await sql.end({ timeout: 5 })
    },
  }
}

function liteConfig({ jwtSecret, publishableKey, secretKey, siteUrl, tokenLifetime = 3600 }: SupabaseOptions) {
  return {
    api: { schemas: ['public'], max_rows: 1000 },
    auth: {
      enabled: true,
      site_url: siteUrl,
      additional_redirect_urls: [`${siteUrl}/**`],
      jwt_secret: jwtSecret,
      jwt_expiry: tokenLifetime,
      enable_signup: true,
      publishable_key: publishableKey,
      secret_key: secretKey,
      email: { enable_signup: true, enable_confirmations: false, otp_length: 6, otp_expiry: 3600 },
    },
    storage: { enabled: false },
    studio: { enabled: false },
  }
}

/** lite makes links to the site, where only the auth server answers them. */
function completeMail({ to, subject, html = '', text = '' }: EmailMessage, siteUrl: string, url: string): Mail {
  const aim = (body: string) => body.replaceAll(`${siteUrl}/auth/v1/`, `${url}/auth/v1/`)
  return { to, subject, html: aim(html), text: aim(text) }
}

/** A request refused before its body was read ends in a broken connection at the client, so the body is read first. */
async function buffered(request: Request): Promise<Request> {
  if (!request.body) return request
  const body = await request.arrayBuffer()
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}

function missing(method: string, path: string) {
  return { status: 501, code: 'not_implemented', message: `The local Supabase does not answer ${method} ${path}.` }
}
