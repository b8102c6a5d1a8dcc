import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { apartFromPages } from '#deploy/apart.ts'
import { isDue } from '#deploy/aws-lambda/stand-in/clock.ts'
import { startEventSource } from '#deploy/aws-lambda/stand-in/event-source.ts'
import { callAddress } from '#deploy/aws-lambda/stand-in/function-url.ts'
import { account } from '#deploy/aws-lambda/stand-in/instance.ts'
import { createFunction, type LambdaFunction, resultOf } from '#deploy/aws-lambda/stand-in/lambda.ts'
import { hasMoto, type Moto, startMoto } from '#deploy/aws-lambda/stand-in/moto.ts'
import { packageFunction } from '#deploy/aws-lambda/stand-in/packages.ts'
import { createQueues, createSchedules, readStack } from '#deploy/aws-lambda/stand-in/stack.ts'
import { openShop, type ShopFloor } from '#deploy/conformance/purchase.ts'
import { planFunctions } from '#deploy/plan.ts'
import { registry } from '#functions/registry.gen.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'

// The template as it would be deployed: its queues, schedules and secrets at moto_server, its functions with their own packages,
// and nothing in their environment but what the template gives them.

if (!hasMoto)
  process.stderr.write('SKIPPED: deploy/aws-lambda/stack.test.ts needs moto_server (pip install moto[server]).\n')
const withMoto = test.skipIf(!hasMoto)

let moto: Moto
let floor: ShopFloor
const folder = mkdtempSync(join(tmpdir(), 'nightlight-stack-'))
const functions = new Map<string, Promise<LambdaFunction>>()
const plans = planFunctions(registry, 'sqs')
const secretsOf = (name: string) => plans.find((plan) => `nightlight-${plan.name}` === name)?.secrets ?? []

const stackOf = ({ environment }: ShopFloor) =>
  readStack({
    SiteUrl: environment.SITE_URL ?? '',
    FunctionsUrl: environment.SITE_URL ?? '',
    SupabaseUrl: environment.SUPABASE_URL ?? '',
    SupabasePublishableKey: environment.SUPABASE_PUBLISHABLE_KEY ?? '',
    OwnerEmail: environment.OWNER_EMAIL ?? '',
  })

const putParameter = (path: string, variable: string, Value = floor.environment[variable] ?? '') =>
  moto.call('ssm', 'PutParameter', { Name: `${path}/${variable}`, Value, Type: 'SecureString', Tier: 'Advanced' })

/** The function that the template describes; it is packed, and its secrets stored, when it is first wanted. */
function find(name: string): Promise<LambdaFunction> {
  const found = functions.get(name) ?? start(name)
  functions.set(name, found)
  return found
}

async function start(name: string): Promise<LambdaFunction> {
  const described = stackOf(floor).functions[name]
  if (!described) throw new Error(`The template has no function ${name}.`)
  const { variables, seconds, memory } = described
  for (const variable of secretsOf(name)) await putParameter(variables.SECRETS_PATH ?? '', variable)
  // In place of the vendors' own addresses.
  const { STRIPE_API_URL = '', RESEND_BASE_URL = '' } = floor.environment
  const addresses = { AWS_ENDPOINT_URL: moto.url, QUEUE_URL: `${moto.url}/${account}/nightlight-` }
  const environment = { ...variables, ...addresses, STRIPE_API_URL, RESEND_BASE_URL }
  const code = await packageFunction(name.replace('nightlight-', ''), join(folder, name))
  return createFunction({ name, folder: code, environment, seconds, memory })
}

beforeAll(async () => {
  if (!hasMoto) return
  ;[moto, floor] = await Promise.all([startMoto(), openShop()])
  await createQueues(moto, 20)
}, 120_000)
afterAll(async () => {
  if (!hasMoto) return
  for (const lambda of functions.values()) await (await lambda).stop()
  rmSync(folder, { recursive: true, force: true })
  await Promise.all([moto.close(), floor.close()])
})
beforeEach(() => {
  for (const name of ['log', 'warn', 'error'] as const) vi.spyOn(console, name).mockReturnValue()
})

type Stored = { ScheduleExpression: string; Target: { Arn: string; Input: string } }

/** Calls a function as EventBridge Scheduler does, by the schedule that it has stored. */
async function fire({ Target: { Arn, Input } }: Stored, at: Date): Promise<void> {
  const event = JSON.parse(Input.replace('<aws.scheduler.scheduled-time>', at.toISOString())) as object
  const lambda = await find(Arn.split(':').at(-1) ?? '')
  resultOf(await lambda.invoke(event))
}

withMoto(
  'an order is paid, packed, shipped and delivered through SQS, and its receipt is sent',
  async () => {
    const stack = stackOf(floor)
    await createSchedules(moto, stack)
    const sources = stack.queues.map(({ name, batchSize, function: of }) =>
      startEventSource({ moto, queue: name, batchSize }, () => find(of)),
    )
    const { id, trace, call } = await floor.payOrder()
    const webhook = await find('nightlight-stripe-webhook')
    const request = () => new Request('https://abc.execute-api.eu-central-1.amazonaws.com/api/stripe-webhook', call)
    expect((await callAddress(webhook, request())).status).toBe(200)
    expect((await callAddress(webhook, request())).status).toBe(200)
    const sweep = await moto.schedules<Stored>('GET', '/schedules/nightlight-sweep')
    const { sql } = floor.database
    await expect
      .poll(
        async () => {
          // Days pass at once: what waits is due, and the sweep rings for it.
          await sql`update jobs set run_at = now() - interval '1 hour', rung_at = null where status = 'waiting'`
          await fire(sweep, new Date())
          const [order] = await sql`select status, needs_attention, receipt_email_id from orders where id = ${id}`
          return order
        },
        { timeout: 80_000, interval: 500 },
      )
      .toEqual({ status: 'delivered', needs_attention: null, receipt_email_id: expect.any(String) })
    await Promise.all(sources.map((source) => source.stop()))
    const subjects = floor.mails
      .filter(({ to }) => String(to).includes('ada@example.com'))
      .map(({ subject }) => subject)
    expect(new Set(subjects).size).toBe(subjects.length)
    const runs = await sql`select distinct function from function_runs where trace = ${trace} and status = 200`
    const names = runs.map((run) => run.function as string)
    expect(names).toEqual(expect.arrayContaining(['stripe-webhook', 'process-order', 'ship-order', 'deliver-order']))
  },
  60_000,
)

withMoto('the schedules that are stored call their functions at the times of the definitions', async () => {
  const { Schedules: stored } = await moto.schedules<{ Schedules: { Name: string }[] }>('GET', '/schedules')
  const wanted = listSchedules(apartFromPages(registry), 1)
  expect(stored.map(({ Name }) => Name).toSorted()).toEqual(wanted.map(({ name }) => `nightlight-${name}`).toSorted())
  const schedules = await Promise.all(
    stored.map(async ({ Name }) => ({ Name, ...(await moto.schedules<Stored>('GET', `/schedules/${Name}`)) })),
  )
  const begin = Date.UTC(2026, 10, 1)
  const minutes = Array.from({ length: 14 * 24 * 60 }, (_none, index) => new Date(begin + index * 60_000))
  for (const { Name, ScheduleExpression } of schedules) {
    const cron = wanted.find(({ name }) => `nightlight-${name}` === Name)?.cron ?? ''
    const due = minutes.filter((at) => isDue(ScheduleExpression, at))
    const expected = minutes.filter((at) => isDueUnix(cron, at))
    expect([Name, due.length, due[0]]).toEqual([Name, expected.length, expected[0]])
    expect(due.length).toBeGreaterThan(0)
  }
  // One of each day, as its function takes it; a failing one throws.
  for (const schedule of schedules.filter(({ Name }) => /invariants|clean-up/.test(Name))) {
    await fire(schedule, new Date(Date.now() - 60_000))
  }
})

/** The five fields of a definition, in the forms that definitions use. */
function isDueUnix(cron: string, at: Date): boolean {
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()]
  return cron.split(' ').every((field, index) => {
    const every = /^\*\/(\d+)$/.exec(field)?.[1]
    if (every) return (values[index] ?? 0) % Number(every) === 0
    return field === '*' || Number(field) === values[index]
  })
}

withMoto('a function reads its parameters once, all pages of them, and names the one that is missing', async () => {
  const path = '/nightlight/health'
  const secrets = secretsOf('nightlight-health')
  const lambda = await find('nightlight-health')
  // More than one answer of the Parameter Store holds.
  for (let index = 0; index < 12; index++) await putParameter(path, `ANOTHER_${index}`, 'another value')
  const request = () => new Request('https://abc.lambda-url.eu-central-1.on.aws/api/health')
  const status = (await callAddress(lambda, request())).status
  expect([200, 503]).toContain(status)
  const [gone = ''] = secrets
  await moto.call('ssm', 'DeleteParameter', { Name: `${path}/${gone}` })
  expect((await callAddress(lambda, request())).status).toBe(status)
  await lambda.stop()
  const { failure } = (await lambda.invoke({})) as { failure?: { errorMessage: string } }
  expect(failure?.errorMessage).toContain(gone)
  expect(failure?.errorMessage).toContain(`${path}/`)
  await putParameter(path, gone)
  expect((await callAddress(lambda, request())).status).toBe(status)
})
