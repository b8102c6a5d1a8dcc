import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

type NewUser = {
  email?: unknown
  password?: unknown
  email_confirm?: unknown
  user_metadata?: unknown
  app_metadata?: unknown
}

/**
 * `POST /auth/v1/admin/users`, which @supabase/lite 0.10.0 does not have: makes an account without a mail, for whoever
 * holds the secret key (https://supabase.com/docs/reference/javascript/auth-admin-createuser).
 */
export async function createUser(sql: Sql, secretKey: string, request: Request): Promise<Response> {
  if (request.headers.get('apikey') !== secretKey)
    return problem(401, 'no_authorization', 'This endpoint requires a valid secret key')
  const user = (await request.json().catch(() => ({}))) as NewUser
  const { email, password, email_confirm, user_metadata = {}, app_metadata = {} } = user
  if (typeof email !== 'string' || !email.includes('@'))
    return problem(400, 'validation_failed', 'Cannot create a user without an email')
  if (typeof password !== 'string' || password.length < 6 || password.length > 72)
    return problem(422, 'weak_password', 'Password should be 6 to 72 characters')
  const account = {
    id: randomUUID(),
    email: email.toLowerCase(),
    password,
    confirmed: email_confirm === true,
    data: user_metadata as object,
    appData: app_metadata as object,
  }
  const known = await sql`select from auth.users where lower(email) = ${account.email}`
  if (known.length > 0)
    return problem(422, 'email_exists', 'A user with this email address has already been registered')
  return Response.json(await insertUser(sql, account))
}

type User = { id: string; email: string; password: string; confirmed: boolean; data: object; appData: object }

/** Both rows that a sign-up leaves; the password as bcrypt, as the auth server keeps it. */
async function insertUser(sql: Sql, { id, email, password, confirmed, data, appData: given }: User): Promise<object> {
  const confirmedAt = confirmed ? new Date() : null
  const appData = { ...given, provider: 'email', providers: ['email'] }
  const userData = { ...data, sub: id, email, email_verified: confirmed, phone_verified: false }
  await sql.begin(async (transaction) => {
    await transaction`
      insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
      values (${id}, ${email}, extensions.crypt(${password}, extensions.gen_salt('bf', 10)), ${confirmedAt},
        ${sql.json(appData)}, ${sql.json(userData)})`
    await transaction`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (${randomUUID()}, 'email', ${id}, ${id}, ${sql.json({ sub: id, email, email_verified: confirmed })})`
  })
  return {
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email,
    email_confirmed_at: confirmedAt?.toISOString(),
    app_metadata: appData,
    user_metadata: userData,
  }
}

/** An error as the auth server words it. */
function problem(status: number, error_code: string, msg: string): Response {
  return Response.json({ code: status, error_code, msg }, { status, headers: { 'x-sb-error-code': error_code } })
}
