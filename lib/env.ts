import * as z from 'zod'
import { type Pace, paces } from '#lib/pace.ts'
import { findTokenProblems, type RoleTokens, roleTokens } from '#lib/role-tokens.ts'
import { type Role, roles } from '#lib/roles.ts'
import { readHeader } from '#lib/tokens.ts'

const url = z.url().transform((value) => value.replace(/\/$/, ''))
const secret = z.string().min(8)

const schema = z.object({
  SITE_URL: url,
  FUNCTIONS_URL: url.optional(),
  SUPABASE_URL: url,
  SUPABASE_PUBLISHABLE_KEY: secret,
  SUPABASE_ROLE_TOKENS: roleTokens,
  SEAL_SECRET: z.string().min(32),
  QUEUE: z.enum(['qstash', 'sqs', 'storage-queue', 'cloud-tasks', 'broker']).default('qstash'),
  QUEUE_URL: z.url().optional(),
  QUEUE_SECRET: z.string().min(32).optional(),
  QUEUE_CALLER: z.email().optional(),
  QSTASH_URL: url.default('https://qstash.upstash.io'),
  QSTASH_TOKEN: secret,
  QSTASH_CURRENT_SIGNING_KEY: secret,
  QSTASH_NEXT_SIGNING_KEY: secret,
  STRIPE_API_URL: url.default('https://api.stripe.com'),
  STRIPE_SECRET_KEY: secret,
  STRIPE_WEBHOOK_SECRET: secret,
  RESEND_BASE_URL: url.default('https://api.resend.com'),
  RESEND_API_KEY: secret,
  STORAGE_WEBHOOK_SECRET: z.string().min(16),
  CRON_SECRET: z.string().min(16),
  OWNER_EMAIL: z.email(),
  PACE_MINUTES: z
    .enum(paces.map(String), `must be ${paces.join(', ')}`)
    .default('1')
    .transform((minutes) => Number(minutes) as Pace),
  CHAT_BASE_URL: url.optional(),
  CHAT_API_KEY: secret.optional(),
  AI_GATEWAY_API_KEY: secret.optional(),
  CHAT_MODEL: z.string().min(1).optional(),
  DEMO_VISITS: z.enum(['on', 'off']).optional(),
})

/** What other platforms set by themselves, for their own queues (lib/queue-*.ts). */
const platform = z.object({
  AWS_REGION: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AZURE_CLIENT_ID: z.string().optional(),
  IDENTITY_ENDPOINT: z.string().optional(),
  IDENTITY_HEADER: z.string().optional(),
  GCE_METADATA_HOST: z.string().optional(),
})

/** Set by the local stack only: where the faults of its services are switched, for the page of chaos. */
const chaos = z.object({ CHAOS_URL: url.optional(), CHAOS_SECRET: secret.optional() })

/** Where spans go besides the store's own tables (docs/tracing.md), by the names that OpenTelemetry gives. */
const telemetry = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: z.string().optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.string().optional(),
  OTEL_TRACES_SAMPLER: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
})

/** The variables of OpenTelemetry that the store reads. */
export const telemetryVariables = Object.keys(telemetry.shape)

/** FUNCTIONS_URL is SITE_URL unless the functions run apart from the pages. */
export type Env = Readonly<
  z.infer<typeof schema> &
    z.infer<typeof platform> &
    z.infer<typeof chaos> &
    z.infer<typeof telemetry> & { FUNCTIONS_URL: string }
>

/** The variables that the shop reads; a test checks that `.env.example` names each of them. */
export const variables = Object.keys(schema.shape)

/** Those that nobody else may know; addresses and numbers are not among them. */
export const secrets = variables.filter((name) => /SECRET|TOKEN|KEY/.test(name))

/**
 * Parses an environment.
 * @param needed the variables to read: all of them, or only those of one function that runs on another host
 * @param as the roles that need a token: all of them, or only that of one function that runs on another host
 * @throws Error naming every variable that is missing or malformed, every role whose token is missing or has expired, and
 *   every local secret used at a public address; also when a public store is told where faults are switched
 */
export function parseEnv(
  source: Record<string, string | undefined>,
  needed: readonly string[] = variables,
  as: readonly Role[] = roles,
): Env {
  const env = readEnv(source, needed)
  checkTokens(env.SUPABASE_ROLE_TOKENS, as)
  if (env.CHAOS_URL && !isLoopback(env.SITE_URL)) throw new Error('A public store has no chaos: remove CHAOS_URL.')
  const known = isLoopback(env.SITE_URL) ? [] : listLocalSecrets(env)
  if (known.length > 0) {
    throw new Error(`A public store must not use the published local secrets: ${known.join(', ')}`)
  }
  return env
}

/** Reads an environment that may be unsafe. @throws Error naming every variable that is missing or malformed */
export function readEnv(source: Record<string, string | undefined>, needed: readonly string[] = variables): Env {
  // An empty line in a .env file means that the variable is not set, and so does a space: deploy/write-settings.ts.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''))
  const queue = given.QUEUE ?? 'qstash'
  const isRead = (name: string) => needed.includes(name) && !(name === 'QSTASH_TOKEN' && queue !== 'qstash')
  const fields = Object.entries(schema.shape).filter(([name]) => isRead(name))
  const parsed = z.object({ ...Object.fromEntries(fields), ...chaos.shape, ...telemetry.shape }).safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is incomplete (see .env.example):\n${problems.join('\n')}`)
  }
  const read = parsed.data as Env
  const env = { ...read, ...platform.parse(given), FUNCTIONS_URL: read.FUNCTIONS_URL ?? read.SITE_URL }
  if (queue !== 'qstash' && needed.includes('QUEUE_URL') && !env.QUEUE_URL) {
    throw new Error(`QUEUE_URL is missing: it is the address of the queue (QUEUE=${queue}).`)
  }
  if ((env.CHAT_BASE_URL || env.AI_GATEWAY_API_KEY) && !env.CHAT_MODEL) {
    throw new Error('CHAT_MODEL is missing: it names the model to ask at CHAT_BASE_URL or through the AI Gateway.')
  }
  return env
}

/** Whether an address is one that only this machine reaches. */
export const isLoopback = (address: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)

/** The variables that hold secrets of the local stack, which are published with its code. */
export const listLocalSecrets = (env: Env): string[] => secrets.filter((name) => isLocal(env[name as keyof Env]))

/** @param tokens undefined when the function uses no role */
function checkTokens(tokens: RoleTokens | undefined, as: readonly Role[]): void {
  if (!tokens) return
  const problems = findTokenProblems(tokens, as, Date.now())
  if (problems.length === 0) return
  const lines = problems.map((problem) => `  SUPABASE_ROLE_TOKENS: ${problem}`)
  throw new Error(`Mint the tokens again with scripts/mint-tokens.ts (see docs/keys.md):\n${lines.join('\n')}`)
}

/** True for the local stack's published values: each secret contains `local`, and so does the id of its signing key. */
function isLocal(value: Env[keyof Env]): boolean {
  if (typeof value !== 'object') return /local/i.test(String(value ?? ''))
  return Object.values(value).some((token) => readHeader(token)?.kid.startsWith('local'))
}

let current: Env | undefined

/** The environment of this process, parsed at the first call. @throws Error like `parseEnv` */
export function env(): Env {
  current ??= parseEnv(process.env)
  return current
}
