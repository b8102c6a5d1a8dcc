import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listen } from '#local/listen.ts'
import { startPayments } from '#local/payments/server.ts'
import { startQueue } from '#local/queue/server.ts'
import { newSigningKey } from '#local/supabase/signing-keys.ts'
import { startTestDatabase, testKeys } from '#local/supabase/test-database.ts'
import type { Command } from '#scripts/deploy/run.ts'

type Variable = { id: string; key: string; value: string; target: string[]; type?: string }
type SigningKey = { id: string; status: string; private_jwk: { kid: string; d?: string } }
export type Hosts = { variables: Variable[]; keys: SigningKey[]; calls: string[]; refuse: Set<string> }

/** The parts of Vercel's and Supabase's management APIs that a deployment uses. Calls in `refuse` get 403. */
async function startHosts() {
  const hosts: Hosts = { variables: [], keys: [], calls: [], refuse: new Set() }
  const find = <Thing extends { id: string }>(things: Thing[], path: string) =>
    things.find(({ id }) => path.endsWith(`/${id}`))
  const routes: [pattern: RegExp, answer: (path: string, body: never) => unknown][] = [
    [/^GET \/v1\/projects\/[a-z]{20}$/, () => ({ ref: 'abcdefghijklmnopqrst', status: 'ACTIVE_HEALTHY' })],
    [/^GET \/v9\/projects\/prj_lamps$/, () => ({ id: 'prj_lamps', name: 'lamps' })],
    [/^GET \/v10\/projects\/prj_lamps\/env$/, () => ({ envs: hosts.variables.map(({ value: _, ...shown }) => shown) })],
    [
      /^POST \/v10\/projects\/prj_lamps\/env$/,
      (_, body) => hosts.variables.push({ ...(body as Variable), id: `env_${hosts.variables.length}` }),
    ],
    [
      /^PATCH \/v9\/projects\/prj_lamps\/env\/\w+$/,
      (path, body) => Object.assign(find(hosts.variables, path) ?? {}, body),
    ],
    [
      /^POST \/v1\/projects\/[a-z]{20}\/config\/auth\/signing-keys$/,
      (_, body) => {
        hosts.keys.push({ ...(body as SigningKey), id: `key_${hosts.keys.length}` })
        return { id: `key_${hosts.keys.length - 1}`, algorithm: 'ES256', status: 'standby' }
      },
    ],
    [
      /^PATCH \/v1\/projects\/[a-z]{20}\/config\/auth\/signing-keys\/\w+$/,
      (path, body) => Object.assign(find(hosts.keys, path) ?? {}, body),
    ],
  ]
  const server = await listen(async (request) => {
    const { pathname } = new URL(request.url)
    const call = `${request.method} ${pathname}`
    hosts.calls.push(call)
    if (hosts.refuse.has(call)) return Response.json({ message: 'Forbidden resource' }, { status: 403 })
    const route = routes.find(([pattern]) => pattern.test(call))
    if (!route) return Response.json({ message: `${call} is unknown` }, { status: 404 })
    const body = request.method === 'GET' ? null : await request.json()
    return Response.json(route[1](pathname, body as never))
  })
  return { hosts, url: server.url, close: server.close }
}

/** A database behind an auth server that publishes the imported keys. */
async function startProject(hosts: Hosts) {
  const database = await startTestDatabase()
  const front = await listen(async (request) => {
    const { pathname, search } = new URL(request.url)
    if (pathname === '/auth/v1/.well-known/jwks.json') {
      const used = hosts.keys.filter(({ status }) => status === 'in_use')
      return Response.json({ keys: used.map(({ private_jwk: { d: _, ...key } }) => ({ ...key, alg: 'ES256' })) })
    }
    const body = request.method === 'GET' ? null : await request.arrayBuffer()
    return fetch(database.url + pathname + search, { method: request.method, headers: request.headers, body })
  })
  const close = async () => {
    await front.close()
    await database.close()
  }
  return { sql: database.sql, url: front.url, close }
}

/** The accounts of a deployment, at local services of the vendors. */
export async function startAccounts() {
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-deploy-'))
  const { hosts, url, close } = await startHosts()
  const database = await startProject(hosts)
  const queue = await startQueue({
    port: 0,
    file: ':memory:',
    token: 'qstash-token-of-the-owner',
    currentKey: 'sig_of_today',
    nextKey: 'sig_of_tomorrow',
  })
  // The service requires an endpoint; nothing listens there.
  const webhook = { url: 'http://127.0.0.1:9/none', secret: 'whsec_none' }
  const payments = await startPayments({ port: 0, file: ':memory:', secretKey: 'sk_test_lamps', webhook })
  const key = join(directory, 'key.json')
  const imported = newSigningKey('of-last-year')
  writeFileSync(key, JSON.stringify(imported))
  hosts.keys.push({ id: 'key_0', status: 'in_use', private_jwk: imported })
  writeFileSync(join(directory, 'vercel.json'), JSON.stringify({ functions: {} }))
  return {
    directory,
    database,
    hosts,
    values: {
      SITE_URL: 'https://lamps.example.com',
      OWNER_EMAIL: 'owner@lamps.example.com',
      SUPABASE_PROJECT_REF: 'abcdefghijklmnopqrst',
      SUPABASE_ACCESS_TOKEN: 'sbp_of_the_owner',
      SUPABASE_DATABASE_URL: 'postgresql://postgres.abc:a-password@pooler.example.com:5432/postgres',
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_of_the_lamps',
      SUPABASE_SECRET_KEY: testKeys.secretKey,
      SUPABASE_API_URL: url,
      SUPABASE_URL: database.url,
      VERCEL_TOKEN: 'vercel-token-of-the-owner',
      VERCEL_PROJECT_ID: 'prj_lamps',
      VERCEL_ORG_ID: 'team_lamps',
      VERCEL_API_URL: url,
      QSTASH_URL: queue.url,
      QSTASH_TOKEN: 'qstash-token-of-the-owner',
      STRIPE_API_URL: payments.url,
      STRIPE_SECRET_KEY: 'sk_test_lamps',
      RESEND_BASE_URL: 'http://127.0.0.1:9',
      RESEND_API_KEY: 're_of_the_owner',
      SIGNING_KEY_FILE: key,
    },
    async close() {
      await close()
      for (const service of [queue, payments, database]) await service.close()
      rmSync(directory, { recursive: true })
    },
  }
}

/** Records the commands of a deployment instead of running them. @param answers the output of a command, by a part of it */
export function recordCommands(answers: Record<string, string> = {}) {
  const commands: Command[] = []
  const run = async (command: Command) => {
    commands.push(command)
    const text = [command.program, ...command.args].join(' ')
    return Object.entries(answers).find(([part]) => text.includes(part))?.[1] ?? ''
  }
  return { commands, run }
}
