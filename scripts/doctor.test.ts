import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPayments } from '#local/payments/server.ts'
import { keys } from '#local/settings.ts'
import { examine } from '#scripts/doctor/check.ts'
import { checks } from '#scripts/doctor/checks.ts'
import { openPlace } from '#scripts/doctor/place.ts'
import { instead, type Patient, startPatient } from '#scripts/doctor/testing.ts'
import { databaseMistakes } from '#scripts/doctor/testing-database.ts'
import { environmentMistakes } from '#scripts/doctor/testing-environment.ts'
import { serviceMistakes } from '#scripts/doctor/testing-services.ts'
import { diagnose } from '#scripts/doctor.ts'
import { otherShop } from '#scripts/other-shop.ts'

const mistakes = [...environmentMistakes, ...databaseMistakes, ...serviceMistakes]

let patient: Patient
beforeAll(async () => {
  patient = await startPatient()
})
afterAll(() => patient.close())

async function diagnosis(values: Record<string, string>) {
  const lines: string[] = []
  const isWell = await diagnose(values, (line) => lines.push(line))
  return { isWell, text: lines.join('\n') }
}

/** Runs one check of a place. */
async function check(name: string, values: Record<string, string | undefined>, changes: object = {}) {
  const place = openPlace(values)
  const found = await examine(
    { ...place, seller: otherShop.seller, ...changes },
    checks.filter((one) => one.name === name),
  )
  await place.close()
  return found
}

test('a store on this machine passes, with notes on what a public address would not allow', async () => {
  const { isWell, text } = await diagnosis(patient.values)
  expect(text).not.toContain('✗')
  expect(isWell).toBe(true)
  expect(text).toContain('Fine here, and refused at a public address:\n  · SITE_URL is not https')
  expect(text).toContain('Everybody knows these secrets of the local stack: SUPABASE_PUBLISHABLE_KEY')
  expect(text).toMatch(/Good to know:\n[\s\S]* The imprint, terms, withdrawal and privacy pages lack name, address, /)
  expect(text).toContain(`${patient.values.SITE_URL}: ${checks.length} checks, nothing is refused.`)
})

describe('refuses', () => {
  test.each(mistakes)('$check: $says', async ({ check: name, says, kind: wanted = 'refused', make }) => {
    const { values = {}, place = {}, undo } = await make(patient)
    try {
      const found = await check(name, { ...patient.values, ...values }, place)
      expect(found.filter(({ kind }) => kind === wanted).map(({ sentence }) => sentence)).toContainEqual(
        expect.stringContaining(says),
      )
    } finally {
      await undo?.()
    }
    // Without the mistake the check finds nothing.
    const after = await check(name, patient.values)
    expect(after.filter(({ sentence, kind }) => kind === wanted && sentence.includes(says))).toEqual([])
  })

  test('a mistake for each of the more than thirty checks', () => {
    expect(new Set(mistakes.map((mistake) => mistake.check))).toEqual(new Set(checks.map(({ name }) => name)))
    expect(checks.length).toBeGreaterThan(30)
  })

  test('a service that does not answer, by name', async () => {
    const [found] = await check('queue-keys', { ...patient.values, QSTASH_URL: 'http://127.0.0.1:9' })
    expect(found).toMatchObject({ kind: 'refused' })
    expect(found?.sentence).toContain('http://127.0.0.1:9 does not answer')
  })
})

test('findings are whole sentences without secrets', async () => {
  const wrong = {
    ...patient.values,
    SITE_URL: 'https://lamps.example.com',
    CRON_SECRET: patient.values.SEAL_SECRET ?? '',
  }
  const place = openPlace({ ...wrong, QSTASH_CURRENT_SIGNING_KEY: 'sig_local_strange' })
  const environment = checks.filter(({ needs }) => needs !== 'database')
  const found = await examine(place, environment)
  await place.close()
  expect(found.length).toBeGreaterThan(8)
  const secrets = Object.entries(wrong).filter(([name]) => /SECRET|TOKEN|PASSWORD|_KEY/.test(name))
  for (const { sentence } of found) {
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    for (const [, secret] of secrets) expect(sentence).not.toContain(secret)
  }
})

test('without the address of the database it names the checks that it did not do', async () => {
  const { SUPABASE_DATABASE_URL: _, ...values } = patient.values
  const { isWell, text } = await diagnosis(values)
  expect(isWell).toBe(true)
  expect(text).toContain('? Not checked: no-pg-net, migrations-behind')
})

test('a restricted Stripe key that cannot read endpoints is not a fault', async () => {
  const error = { type: 'invalid_request_error', message: 'The provided key does not have the required permissions.' }
  const { values, undo } = await instead('STRIPE_API_URL', {
    '/v1/webhook_endpoints': () => Response.json({ error }, { status: 403 }),
  })
  const [found] = await check('webhook-events', { ...patient.values, ...values })
  expect(found).toMatchObject({ kind: 'unchecked', sentence: expect.stringContaining('set STRIPE_DEPLOY_KEY') })
  await undo?.()
})

test('an endpoint of another API version is good to know, and no reason to fail', async () => {
  const webhook = { url: `${patient.values.SITE_URL}/api/stripe-webhook`, secret: keys.stripeWebhook }
  const payments = await startPayments({
    port: 0,
    file: ':memory:',
    secretKey: keys.stripe,
    webhook: { ...webhook, apiVersion: '2025-03-31.basil' },
  })
  const { isWell, text } = await diagnosis({ ...patient.values, STRIPE_API_URL: payments.url })
  await payments.close()
  expect(isWell).toBe(true)
  expect(text).toMatch(/Good to know:\n {2}· The webhook endpoint has the API version 2025-03-31.basil and not 20/)
})

describe('the command', () => {
  const run = (values: Record<string, string>, ...options: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'doctor.ts'), ...options], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...values } as never,
    })

  test('names every variable that is missing, and fails', () => {
    const { status, stderr } = run({ SITE_URL: 'http://localhost:3000' })
    expect(status).toBe(1)
    expect(stderr).toContain('The environment is incomplete')
    expect(stderr).toContain('  STRIPE_SECRET_KEY: ')
    expect(stderr).toContain('  SEAL_SECRET: ')
  })

  test('says that no store runs here', () => {
    const { status, stderr } = run({}, '--data', 'no-such-directory')
    expect(status).toBe(1)
    expect(stderr).toContain('no store runs on this machine')
  })
})
