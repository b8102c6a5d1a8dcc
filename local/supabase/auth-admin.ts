import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import * as z from 'zod'
import { authProblem } from '#local/supabase/auth-requests.ts'

/** What may be given; anything else is refused, since the caller would believe that it was done. */
const newUser = z.strictObject({
  id: z.guid().default(() => randomUUID()),
  email: z.email().transform((email) => email.toLowerCase()),
  password: z.string().optional(),
  email_confirm: z.boolean().default(false),
  role: z.string().default('authenticated'),
  ban_duration: z.string().default('none'),
  user_metadata: z.record(z.string(), z.unknown()).default({}),
  app_metadata: z.record(z.string(), z.unknown()).default({}),
})
type NewUser = z.infer<typeof newUser>

/**
 * `POST /auth/v1/admin/users`, which @supabase/lite 0.10.0 does not have: makes an account without a mail, for whoever
 * holds the secret key (https://supabase.com/docs/reference/javascript/auth-admin-createuser).
 */
export async function createUser(sql: Sql, secretKey: string, request: Request): Promise<Response> {
  if (request.headers.get('apikey') !== secretKey)
    return authProblem(401, 'no_authorization', 'This endpoint requires a valid secret key')
  const { data: user, error } = newUser.safeParse(await request.json().catch(() => null))
  if (error?.issues.some(({ code }) => code === 'unrecognized_keys'))
    return authProblem(
      501,
      'not_implemented',
      `The local auth server does not make users with this: ${z.prettifyError(error)}`,
    )
  if (!user) return authProblem(400, 'validation_failed', z.prettifyError(error))
  if (user.password !== undefined && (user.password.length < 6 || user.password.length > 72))
    return authProblem(422, 'weak_password', 'Password should be 6 to 72 characters')
  const seconds = readDuration(user.ban_duration)
  if (seconds === undefined) return authProblem(400, 'validation_failed', 'invalid format for ban duration')
  const known = await sql`select from auth.users where lower(email) = ${user.email} or id = ${user.id}`
  if (known.length > 0)
    return authProblem(422, 'email_exists', 'A user with this email address has already been registered')
  return Response.json(await insertUser(sql, user, seconds))
}

/** Seconds of a duration as Go writes it (https://pkg.go.dev/time#ParseDuration), in hours, minutes and seconds. */
function readDuration(text: string): number | undefined {
  if (text === 'none') return 0
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  if (!parts || text === '') return undefined
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds
}

/** Both rows that a sign-up leaves; the password as bcrypt, as the auth server keeps it. Without one nobody knows it. */
async function insertUser(sql: Sql, user: NewUser, banSeconds: number): Promise<object> {
  const { id, email, role, email_confirm: confirmed } = user
  const user_metadata = confirmed ? { ...user.user_metadata, email_verified: true } : user.user_metadata
  const password = user.password ?? randomBytes(24).toString('base64')
  const app_metadata = { ...user.app_metadata, provider: 'email', providers: ['email'] }
  const confirmedAt = confirmed ? new Date() : null
  const bannedUntil = banSeconds > 0 ? new Date(Date.now() + banSeconds * 1000) : null
  const identity = { sub: id, email, email_verified: confirmed, phone_verified: false }
  await sql.begin(async (transaction) => {
    await transaction`
      insert into auth.users (id, email, role, encrypted_password, email_confirmed_at, banned_until, raw_app_meta_data, raw_user_meta_data)
      values (${id}, ${email}, ${role}, extensions.crypt(${password}, extensions.gen_salt('bf', 10)), ${confirmedAt}, ${bannedUntil},
        ${sql.json(app_metadata)}, ${sql.json(user_metadata as never)})`
    await transaction`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${sql.json(identity)})`
  })
  const times = { email_confirmed_at: confirmedAt?.toISOString(), banned_until: bannedUntil?.toISOString() }
  return { id, aud: 'authenticated', role, email, ...times, app_metadata, user_metadata }
}
