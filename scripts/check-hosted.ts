// Checks a hosted Supabase project for what no local test can show. Takes a minute and changes nothing:
//   node scripts/check-hosted.ts https://<project>.supabase.co <publishable key>
// With SUPABASE_ROLE_TOKENS it also sends the tokens to the database API and to storage, with SUPABASE_DATABASE_URL it looks for
// pg_net, and with SUPABASE_ACCESS_TOKEN it reads the sign-in mail. The exit code is 1 when a check fails.
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import * as z from 'zod'
import { roleTokens } from '#lib/role-tokens.ts'
import { readHeader } from '#lib/tokens.ts'
import { ask, bearer } from '#scripts/doctor/ask.ts'
import { listKeyIds, refusalOf } from '#scripts/doctor/tokens.ts'

/** One check and its result; `isRight` is null when the check was not possible, for the reason in `note`. */
export type Sight = { what: string; isRight: boolean | null; note: string }
type Values = Readonly<Record<string, string | undefined>>
type Hosted = { url: string; key: string; tokens: Record<string, string>; values: Values }

/** Each check. It gives true, a description of the fault, or null when a variable is missing. */
const questions: Record<string, (hosted: Hosted) => Promise<true | string | null>> = {
  'the auth server publishes an ES256 key': async ({ url }) =>
    (await listKeyIds(url)).length > 0 || 'it publishes none',
  'the publishable key opens the database API': async ({ url, key }) => {
    const { status } = await ask(`${url}/rest/v1/rpc/shop_currency`, { method: 'POST', headers: { apikey: key } })
    return status === 200 || `it answers ${status}`
  },
  'the key that signed the tokens is published': async ({ url, tokens }) => {
    const used = Object.values(tokens).map((token) => readHeader(token)?.kid ?? 'none')
    if (used.length === 0) return null
    const known = await listKeyIds(url)
    const strange = used.find((kid) => !known.includes(kid))
    return strange === undefined || `${strange} is not`
  },
  'the database API takes every token, and refuses a role without rights': async ({ url, key, tokens }) => {
    const all = Object.entries(tokens)
    if (all.length === 0) return null
    const asked = all.map(async ([role, token]) => {
      const reason = await refusalOf(url, key, role, token)
      return reason ? [`${role}: ${reason}`] : []
    })
    const refused = (await Promise.all(asked)).flat()
    return refused.length === 0 || refused.join('; ')
  },
  'storage takes the token of make_thumbnail': async ({ url, key, tokens: { make_thumbnail: token } }) => {
    if (!token) return null
    const { status } = await listFiles(url, key, token)
    return status === 200 || `it answers ${status}`
  },
  'storage shows its files to nobody else': async ({ url, key }) => {
    const { body } = await listFiles(url, key)
    return !(Array.isArray(body) && body.length > 0) || 'everybody may list originals'
  },
  'a token with a changed role is refused': async ({ url, key, tokens: { chat: token } }) => {
    if (!token) return null
    const { status } = await ask(`${url}/rest/v1/carts?limit=1`, { headers: { apikey: key, ...bearer(forge(token)) } })
    return status === 401 || `the database API answers ${status}`
  },
  'the database has pg_net': async ({ values: { SUPABASE_DATABASE_URL: address } }) => {
    if (!address) return null
    const sql = postgres(address, { max: 1, prepare: false, onnotice: () => {} })
    try {
      return (await sql`select from pg_extension where extname = 'pg_net'`).length > 0 || 'it has not'
    } finally {
      await sql.end({ timeout: 5 })
    }
  },
  'the mail of sign-in brings a code': async ({ url, values }) => {
    const { SUPABASE_ACCESS_TOKEN: token, SUPABASE_API_URL: api = 'https://api.supabase.com' } = values
    if (!token) return null
    const [ref] = new URL(url).hostname.split('.')
    const { status, body } = await ask(`${api}/v1/projects/${ref}/config/auth`, { headers: bearer(token) })
    if (status !== 200) return `the management API answers ${status}`
    const text = template.safeParse(body).data?.mailer_templates_magic_link_content ?? ''
    return text.includes('.Token }}') || 'it brings a link'
  },
}
const template = z.object({ mailer_templates_magic_link_content: z.string().nullable() })
const variableFor = (what: string) => {
  if (what.includes('pg_net')) return 'SUPABASE_DATABASE_URL'
  return what.includes('mail') ? 'SUPABASE_ACCESS_TOKEN' : 'SUPABASE_ROLE_TOKENS'
}

const listFiles = (url: string, key: string, token?: string) =>
  ask(`${url}/storage/v1/object/list/originals`, {
    method: 'POST',
    headers: { apikey: key, 'content-type': 'application/json', ...bearer(token ?? key) },
    body: JSON.stringify({ prefix: 'catalogue', limit: 1 }),
  })

/** The same token with the role service_role and the old signature. */
function forge(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object
  return [header, Buffer.from(JSON.stringify({ ...read, role: 'service_role' })).toString('base64url'), signature].join(
    '.',
  )
}

/** Does every check on a project. @param url of the project, without a slash at the end */
export async function lookAt(url: string, key: string, values: Values): Promise<Sight[]> {
  const tokens = values.SUPABASE_ROLE_TOKENS ? roleTokens.parse(values.SUPABASE_ROLE_TOKENS) : {}
  const looked = Object.entries(questions).map(async ([what, question]): Promise<Sight> => {
    try {
      const answer = await question({ url, key, tokens, values })
      if (answer === null) return { what, isRight: null, note: `set ${variableFor(what)}` }
      return { what, isRight: answer === true, note: answer === true ? '' : answer }
    } catch (error) {
      return { what, isRight: false, note: error instanceof Error ? error.message : String(error) }
    }
  })
  return Promise.all(looked)
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [url, key] = positionals
  if (!(url && key)) throw new Error('Use: node scripts/check-hosted.ts <url of the project> <publishable key>')
  const sights = await lookAt(url.replace(/\/$/, ''), key, process.env)
  for (const { what, isRight, note } of sights) {
    const mark = { true: '✓', false: '✗', null: '?' }[String(isRight)]
    console.log(`${mark} ${what}${note ? `: ${note}` : ''}`)
  }
  process.exitCode = sights.some(({ isRight }) => isRight === false) ? 1 : 0
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
