import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@upstash/qstash'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEnv } from '#lib/env.ts'
import { createStripe, stripeEvents, stripeVersion } from '#lib/stripe.ts'
import { shopEvents } from '#local/payments/shop-events.ts'
import { newSigningKey } from '#local/supabase/signing-keys.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { readAccounts } from '#scripts/deploy/accounts.ts'
import { type Command, written } from '#scripts/deploy/run.ts'
import { openState } from '#scripts/deploy/state.ts'
import { recordCommands, startAccounts } from '#scripts/deploy/testing.ts'
import { perform, stepsOf } from '#scripts/deploy.ts'

let place: Awaited<ReturnType<typeof startAccounts>>
beforeAll(async () => {
  place = await startAccounts()
})
afterAll(() => place.close())

/** Deploys as the command does, but records the vendors' programs instead of running them. Gives what happened. */
async function deploy(
  changes: Record<string, string> = {},
  answers: Record<string, string> = {},
  publish: () => Promise<void> = async () => {},
) {
  const { commands, run } = recordCommands(answers)
  const lines: string[] = []
  const examined: Record<string, string>[] = []
  const deployment = {
    accounts: readAccounts({ ...place.values, ...changes }),
    state: openState(join(place.directory, 'state', 'deploy.json'), {}),
    run: async (command: Command) => {
      if (command.args.includes('deploy')) await publish()
      return run(command)
    },
    doctor: async (values: Record<string, string>) => {
      examined.push(values)
      return true
    },
  }
  const done = perform(stepsOf(place.directory), deployment, (line) => lines.push(line))
  const error = await done.then(
    () => null,
    (reason: Error) => reason.message,
  )
  return { commands: commands.map(written), runs: commands, lines, error, values: examined[0] ?? {} }
}

const stripe = () => createStripe({ STRIPE_API_URL: place.values.STRIPE_API_URL, STRIPE_SECRET_KEY: 'sk_test_lamps' })
const ownEndpoints = async () =>
  (await stripe().webhookEndpoints.list()).data.filter(({ url }) => url.startsWith('https://lamps.example.com'))
const schedules = () =>
  new Client({
    baseUrl: place.values.QSTASH_URL,
    token: 'qstash-token-of-the-owner',
    enableTelemetry: false,
  }).schedules.list()

describe('the first deployment', () => {
  let first: Awaited<ReturnType<typeof deploy>>
  beforeAll(async () => {
    first = await deploy()
  })

  test('runs the vendors’ programs in order', () => {
    expect(first.error).toBeNull()
    expect(first.commands.map((command) => command.replace(process.execPath, 'node'))).toEqual([
      'npx --yes supabase@3.1.0 db push --remote=postgresql://…@pooler.example.com:5432/postgres --yes',
      'npx --yes supabase@3.1.0 config push --remote=abcdefghijklmnopqrst --yes',
      'npx --yes vercel@64.0.2 deploy --prod --yes --token=…',
      'node supabase/seed/seed.ts',
      'npx --yes vercel@64.0.2 deploy --prod --yes --token=…',
    ])
    expect(first.runs[1]?.env).toMatchObject({
      SITE_URL: 'https://lamps.example.com',
    })
    expect(first.runs[2]?.env).toEqual({ VERCEL_ORG_ID: 'team_lamps', VERCEL_PROJECT_ID: 'prj_lamps' })
  })

  test('sets an environment that the store starts with, for Production only', () => {
    const { variables } = place.hosts
    expect(variables.every(({ target, type }) => target.join() === 'production' && type === 'sensitive')).toBe(true)
    const env = readEnv(Object.fromEntries(variables.map(({ key, value }) => [key, value])))
    expect(env).toMatchObject({
      QSTASH_CURRENT_SIGNING_KEY: 'sig_of_today',
      QSTASH_NEXT_SIGNING_KEY: 'sig_of_tomorrow',
    })
    expect(variables.map(({ key }) => key)).not.toContain('SUPABASE_SECRET_KEY')
    expect(new Set([env.SEAL_SECRET, env.CRON_SECRET, env.STORAGE_WEBHOOK_SECRET]).size).toBe(3)
    expect(first.values).toMatchObject({ CRON_SECRET: env.CRON_SECRET, SUPABASE_DATABASE_URL: expect.any(String) })
  })

  test('makes an endpoint at Stripe for every event, with the version of the SDK and the secret that the store has', async () => {
    const own = await ownEndpoints()
    expect(own).toMatchObject([{ url: 'https://lamps.example.com/api/stripe-webhook', api_version: stripeVersion }])
    expect(own[0]?.enabled_events.toSorted()).toEqual([...stripeEvents].toSorted())
    const secret = place.hosts.variables.find(({ key }) => key === 'STRIPE_WEBHOOK_SECRET')?.value
    expect(secret).toMatch(/^whsec_/)
  })

  test('writes the settings to the database, and makes the schedules', async () => {
    const rows = await place.database
      .sql`select name, value from private.settings where name in ('site_url', 'currency')`
    expect(rows).toContainEqual({ name: 'site_url', value: 'https://lamps.example.com' })
    expect((await schedules()).map(({ scheduleId }) => scheduleId)).toContain('sweep')
  })

  test('keeps its secrets in a file that only its owner can read, and prints none', () => {
    const file = join(place.directory, 'state', 'deploy.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const said = [...first.lines, ...first.commands].join('\n')
    for (const secret of Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)) {
      expect(said).not.toContain(secret)
    }
    for (const secret of ['vercel-token-of-the-owner', 'a-password', 'sbp_of_the_owner'])
      expect(said).not.toContain(secret)
  })
})

describe('a later deployment', () => {
  test('changes what exists, adds nothing twice, and does not fill a store that has lamps', async () => {
    await place.database.sql`select configure('{"site_url": "https://old.example.com"}')`
    await insertCatalogue(place.database.sql)
    const before = { variables: structuredClone(place.hosts.variables), endpoints: await ownEndpoints() }
    const { error, commands, lines } = await deploy()
    expect(error).toBeNull()
    expect(commands.filter((command) => command.includes('seed.ts'))).toEqual([])
    expect(place.hosts.variables.map(({ id, key }) => [id, key])).toEqual(
      before.variables.map(({ id, key }) => [id, key]),
    )
    const now = (name: string) => place.hosts.variables.find(({ key }) => key === name)?.value
    for (const name of ['SEAL_SECRET', 'CRON_SECRET', 'STRIPE_WEBHOOK_SECRET']) {
      expect(now(name)).toBe(before.variables.find(({ key }) => key === name)?.value)
    }
    expect(await ownEndpoints()).toEqual(before.endpoints)
    expect(await schedules()).toHaveLength(6)
    expect(lines).toContain('    the endpoint is there')
    const [row] = await place.database.sql`select value from private.settings where name = 'site_url'`
    expect(row?.value).toBe('https://lamps.example.com')
  })

  describe('with an endpoint of another version', () => {
    const url = 'https://lamps.example.com/api/stripe-webhook'
    const secret = () => place.hosts.variables.find(({ key }) => key === 'STRIPE_WEBHOOK_SECRET')?.value
    let old = ''
    beforeAll(async () => {
      for (const { id } of await ownEndpoints()) await stripe().webhookEndpoints.del(id)
      const made = { url, enabled_events: ['*' as const], api_version: '2025-03-31.basil' as const }
      old = (await stripe().webhookEndpoints.create(made)).id
    })

    test('keeps the old one, also when the publication fails, until the store has the secret of the new one', async () => {
      const before = secret()
      const { error } = await deploy({}, {}, () => Promise.reject(new Error('Vercel is down.')))
      expect(error).toContain('Vercel is down.')
      const own = await ownEndpoints()
      expect(own.map(({ id, status }) => [id === old, status]).toSorted()).toEqual([
        [false, 'enabled'],
        [true, 'enabled'],
      ])
      expect(secret()).not.toBe(before)
    })

    test('resumes with the same new one, and deletes the old one after the publication', async () => {
      const [made] = (await ownEndpoints()).filter(({ id }) => id !== old)
      const known = secret()
      let during: string[] = []
      const { error, lines } = await deploy({}, {}, async () => {
        during = (await ownEndpoints()).map(({ id }) => id)
      })
      expect(error).toBeNull()
      expect(during.toSorted()).toEqual([old, made?.id].toSorted())
      expect(await ownEndpoints()).toMatchObject([{ id: made?.id, api_version: stripeVersion }])
      expect(secret()).toBe(known)
      expect(readFileSync(join(place.directory, 'state', 'deploy.json'), 'utf8')).toContain(known)
      expect(lines).toContain('    1 deleted')
      expect((await deploy()).lines).toContain('    there are none')
    })
  })

  test('refuses a webhook secret of the environment that is out of date', () => {
    const file = join(place.directory, 'state', 'deploy.json')
    expect(() => openState(file, { STRIPE_WEBHOOK_SECRET: 'whsec_of_last_year' })).toThrow(
      `STRIPE_WEBHOOK_SECRET of the environment is not the one in ${file}. Unset the one that is out of date.`,
    )
    const { STRIPE_WEBHOOK_SECRET } = JSON.parse(readFileSync(file, 'utf8'))
    expect(openState(file, { STRIPE_WEBHOOK_SECRET }).values).toMatchObject({ STRIPE_WEBHOOK_SECRET })
  })
})

describe('the signing key', () => {
  const answers = (kid: string) => ({ 'gen signing-key': JSON.stringify(newSigningKey(kid)) })

  test('is made, imported and activated once; only the owner can read its file', async () => {
    const file = join(place.directory, 'new-key.json')
    expect((await deploy({ SIGNING_KEY_FILE: file }, answers('of-today'))).error).toBeNull()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(place.hosts.keys[1]).toMatchObject({ status: 'in_use', private_jwk: { kid: 'of-today' } })
    const again = await deploy({ SIGNING_KEY_FILE: file })
    expect(again.commands.join()).not.toContain('gen signing-key')
    expect(again.lines).toContain('    Supabase knows the key of-today')
    expect(place.hosts.keys).toHaveLength(2)
  })

  test('needs two clicks when Supabase’s API refuses it, and the deployment then resumes', async () => {
    const file = join(place.directory, 'other-key.json')
    place.hosts.refuse.add('POST /v1/projects/abcdefghijklmnopqrst/config/auth/signing-keys')
    const { error, commands } = await deploy({ SIGNING_KEY_FILE: file }, answers('refused'))
    expect(error).toContain(`create a standby key and import ${file}, then press "Rotate keys"; then run this again`)
    expect(error).toContain('To take this step back: ')
    expect(commands.join()).not.toContain('vercel')
    expect(existsSync(file)).toBe(true)
    expect((await deploy()).error).toBeNull()
  })
})

test('previews never get a variable of the store', async () => {
  place.hosts.variables.push({ id: 'env_preview', key: 'CRON_SECRET', value: 'x', target: ['preview'] })
  expect((await deploy()).error).toContain('other environments than Production: CRON_SECRET (preview)')
  place.hosts.variables.pop()
  const shared = place.hosts.variables.find(({ key }) => key === 'STRIPE_SECRET_KEY')
  shared?.target.push('preview')
  expect((await deploy()).error).toBeNull()
  expect(shared?.target).toEqual(['production'])
})

describe('the command', () => {
  const run = (values: Record<string, string>, ...options: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'deploy.ts'), ...options], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...values } as never,
    })

  test('prints every step with its undo in a dry run, and calls no service', () => {
    const calls = place.hosts.calls.length
    const { status, stdout } = run(place.values, '--dry-run')
    expect(status).toBe(0)
    for (const [index, step] of stepsOf(place.directory).entries())
      expect(stdout).toContain(`${index + 1}. ${step.name}: `)
    expect(stdout.match(/Undo: /g)).toHaveLength(stepsOf(place.directory).length)
    expect(stdout).not.toMatch(/a-password|sk_test_lamps|vercel-token/)
    expect(place.hosts.calls).toHaveLength(calls)
  })

  test('names every variable that is missing, without the values of others', () => {
    const { VERCEL_TOKEN: _, ...values } = place.values
    const { status, stderr } = run({ ...values, SITE_URL: 'http://lamps.example.com' })
    expect(status).toBe(1)
    expect(stderr).toContain('VERCEL_TOKEN: is not set')
    expect(stderr).toContain('SITE_URL: must be https')
    expect(stderr).not.toContain('a-password')
  })
})

test('the local payments send the store the events that a deployment subscribes to', () => {
  expect(shopEvents).toEqual(stripeEvents)
})
