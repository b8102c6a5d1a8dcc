import { App, type EmailMessage } from '@supabase/lite'
import type { Sql } from 'postgres'
import type { Mail, MailLinks } from '#local/supabase/auth-links.ts'
import { openConnection } from '#local/supabase/connection.ts'
import type { Keys } from '#local/supabase/gateway.ts'

export type LiteOptions = Keys & { databaseUrl: string; siteUrl: string; tokenLifetime?: number }

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
      sendMail(links.aim({ to, subject, html, text })),
  }
  const app = new App({ connection, ...configuration(options), options: { drivers: { email } } })
  await app.init()
  const forgetSchema = () => void connection.clearSchemaCache()
  const subscription = await sql.listen('pgrst', forgetSchema, forgetSchema)
  return {
    app: app as unknown as App,
    async close() {
      await subscription.unlisten()
      await connection.close()
    },
  }
}

function configuration({ jwtSecret, publishableKey, secretKey, siteUrl, tokenLifetime = 3600 }: LiteOptions) {
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
