import { App, type EmailMessage } from '@supabase/lite'
import type { Sql } from 'postgres'
import type { Mail, MailLinks } from '#local/supabase/auth-links.ts'
import { mailTemplates, plainText } from '#local/supabase/auth-templates.ts'
import { codeLifetime } from '#local/supabase/code-lifetime.ts'
import { openConnection } from '#local/supabase/connection.ts'
import { hideOtherSchemas } from '#local/supabase/exposed-schema.ts'
import type { Keys } from '#local/supabase/gateway.ts'
import { answerRest } from '#local/supabase/rest.ts'
import { completeRows } from '#local/supabase/rest-rows.ts'
import { beginAsCaller, openRoleSettings, type RoleSettings } from '#local/supabase/rest-session.ts'
import { undoRefused } from '#local/supabase/rest-transaction.ts'

export type LiteOptions = Keys & {
  databaseUrl: string
  siteUrl: string
  tokenLifetime?: number
  /** Of the mails' HTML, by the names that hosted Supabase reads them by; lite's own mails unless told. */
  templatesDirectory?: string
}

/** @supabase/lite inside this process: Supabase's REST and auth servers in TypeScript. Storage is ours (storage/server.ts). */
export async function openLite(
  options: LiteOptions,
  sql: Sql,
  links: MailLinks,
  sendMail: (mail: Mail) => Promise<void> | void,
) {
  const connection = openConnection(options.databaseUrl)
  const email = {
    send: async ({ to, subject, html = '', text = '' }: EmailMessage) =>
      // With templates a mail says what they say and no more, as hosted: lite's own text would add a link.
      sendMail(links.aim({ to, subject, html, text: options.templatesDirectory ? plainText(html) : text })),
  }
  const settings = await openRoleSettings(sql)
  beginAsCaller(connection, settings)
  const app = new App({ connection, ...configuration(options), options: { drivers: { email } } })
  await app.init()
  const { api } = app.config as unknown as { api: Api }
  followSettings(api, settings)
  hideOtherSchemas(connection)
  completeRows(connection)
  undoRefused(connection)
  const reload = (payload = '') => {
    if (payload !== 'reload config') void connection.clearSchemaCache()
    if (payload !== 'reload schema') void settings.read().then(() => followSettings(api, settings))
  }
  const subscription = await sql.listen('pgrst', reload, () => reload())
  return {
    app: app as unknown as App,
    rest: (request: Request) =>
      answerRest({ connection, sql, settings, fetch: (prepared) => app.fetch(prepared) }, request),
    async close() {
      await subscription.unlisten()
      await connection.close()
    },
  }
}

type Api = { max_rows: number; aggregates_enabled: boolean }

/** Sets what `alter role authenticator set pgrst.…` asks of the REST server, which reads its configuration at every request. */
function followSettings(api: Api, settings: RoleSettings): void {
  const asked = settings.server()
  api.max_rows = Number(asked.get('pgrst.db_max_rows') ?? 1000)
  api.aggregates_enabled = asked.get('pgrst.db_aggregates_enabled') === 'true'
}

function configuration(options: LiteOptions) {
  const { internalSecret, publishableKey, secretKey, siteUrl, tokenLifetime = 3600, templatesDirectory } = options
  return {
    api: { schemas: ['public'], max_rows: 1000, pg_safe_update: true },
    auth: {
      enabled: true,
      site_url: siteUrl,
      additional_redirect_urls: [`${siteUrl}/**`],
      jwt_secret: internalSecret,
      jwt_expiry: tokenLifetime,
      enable_signup: true,
      // auth-anonymous.ts opens them.
      enable_anonymous_sign_ins: true,
      publishable_key: publishableKey,
      secret_key: secretKey,
      minimum_password_length: 8,
      email: {
        enable_signup: true,
        enable_confirmations: true,
        // auth-email-change.ts asks the present address.
        double_confirm_changes: false,
        otp_length: 6,
        otp_expiry: codeLifetime,
        ...(templatesDirectory ? { template: mailTemplates(templatesDirectory) } : {}),
      },
    },
    storage: { enabled: false },
    studio: { enabled: false },
  }
}
