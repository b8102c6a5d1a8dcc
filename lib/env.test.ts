import { describe, expect, test } from 'vitest'
import { parseEnv, variables } from '#lib/env.ts'
import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { newSigningKey } from '#local/supabase/signing-keys.ts'

const tokensOf = (kid: string, now = Date.now()) => mintTokens(newSigningKey(kid), roles, now)
const tokens = tokensOf('local-key')

const complete: Record<string, string> = {
  SITE_URL: 'http://localhost:3000/',
  SUPABASE_URL: 'http://127.0.0.1:54321',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_local',
  SUPABASE_ROLE_TOKENS: JSON.stringify(tokens),
  SEAL_SECRET: 'local-seal-secret-with-at-least-32-characters',
  QSTASH_TOKEN: 'qstash_token_local',
  QSTASH_CURRENT_SIGNING_KEY: 'sig_current_local',
  QSTASH_NEXT_SIGNING_KEY: 'sig_next_local',
  STRIPE_SECRET_KEY: 'sk_test_local',
  STRIPE_WEBHOOK_SECRET: 'whsec_local',
  RESEND_API_KEY: 're_local_key',
  OWNER_EMAIL: 'owner@example.com',
  STORAGE_WEBHOOK_SECRET: 'local-storage-webhook-secret',
  CRON_SECRET: 'local-cron-secret-for-tests',
}
const own = Object.fromEntries(
  Object.entries(complete).map(([name, value]) => [name, value.replaceAll('local', 'own')]),
)
const published: Record<string, string> = {
  ...own,
  SUPABASE_ROLE_TOKENS: JSON.stringify(tokensOf('own-key')),
  SITE_URL: 'https://shop.example.com',
  SUPABASE_URL: 'https://db.example.com',
}

test('the services default to their public addresses, and a trailing slash is removed', () => {
  expect(parseEnv(complete)).toEqual({
    ...complete,
    FUNCTIONS_URL: 'http://localhost:3000',
    QUEUE: 'qstash',
    SUPABASE_ROLE_TOKENS: tokens,
    SITE_URL: 'http://localhost:3000',
    QSTASH_URL: 'https://qstash.upstash.io',
    STRIPE_API_URL: 'https://api.stripe.com',
    RESEND_BASE_URL: 'https://api.resend.com',
    PACE_MINUTES: 1,
  })
})

test('PACE_MINUTES is 1, 5 or 15', () => {
  expect(parseEnv({ ...complete, PACE_MINUTES: '15' }).PACE_MINUTES).toBe(15)
  expect(() => parseEnv({ ...complete, PACE_MINUTES: '2' })).toThrow('PACE_MINUTES: must be 1, 5, 15')
})

test('one error names every variable that is missing, empty or malformed', () => {
  const { STRIPE_SECRET_KEY: _, ...rest } = complete
  const parse = () => parseEnv({ ...rest, SITE_URL: 'no address', CRON_SECRET: '', SEAL_SECRET: 'short' })
  for (const name of ['STRIPE_SECRET_KEY', 'SITE_URL', 'CRON_SECRET', 'SEAL_SECRET']) expect(parse).toThrow(name)
  expect(parse).toThrow('.env.example')
  expect(parse).not.toThrow('OWNER_EMAIL')
})

test('an empty environment names every variable without a default', () => {
  for (const name of Object.keys(complete)) expect(() => parseEnv({})).toThrow(name)
})

test('an error does not show the value that caused it', () => {
  expect(() => parseEnv({ ...complete, SEAL_SECRET: 'hunter2' })).not.toThrow('hunter2')
})

test('a public store starts with secrets of its own', () => {
  expect(parseEnv(published).SITE_URL).toBe('https://shop.example.com')
})

const secrets = Object.keys(complete).filter((name) => /SECRET|TOKEN|KEY/.test(name))
test.each(secrets)('a public store must not use the published %s', (name) => {
  const parse = (site: string) => parseEnv({ ...published, SITE_URL: site, [name]: complete[name] })
  for (const site of ['https://shop.example.com', 'http://192.168.1.5:3000', 'http://localhost.example.com']) {
    expect(() => parse(site)).toThrow(name)
  }
  expect(() => parse('http://127.0.0.1:3000')).not.toThrow()
})

test('`variables` lists every variable that the parser reads', () => {
  const demo = { DEMO_VISITS: 'on' }
  const model = {
    CHAT_BASE_URL: 'http://127.0.0.1:1',
    CHAT_API_KEY: 'a-key-of-ours',
    AI_GATEWAY_API_KEY: 'another-key',
  }
  const elsewhere = {
    FUNCTIONS_URL: 'https://functions.example.com',
    QUEUE_URL: 'https://sqs.example.com/1/shop-',
    QUEUE_SECRET: 'a-secret-of-ours-with-32-characters',
    QUEUE_CALLER: 'caller@project.iam.gserviceaccount.com',
  }
  const all = { ...complete, ...demo, ...model, ...elsewhere, CHAT_MODEL: 'small' }
  expect(variables.toSorted()).toEqual(Object.keys(parseEnv(all)).toSorted())
})

test('an address or a key of a model needs CHAT_MODEL', () => {
  expect(() => parseEnv({ ...complete, CHAT_BASE_URL: 'http://127.0.0.1:1' })).toThrow('CHAT_MODEL')
  expect(() => parseEnv({ ...complete, AI_GATEWAY_API_KEY: 'a-key-of-ours' })).toThrow('CHAT_MODEL')
})

test('a function that runs elsewhere needs and gets only its own variables', () => {
  const needed = ['SITE_URL', 'SUPABASE_URL']
  expect(Object.keys(parseEnv(complete, needed)).toSorted()).toEqual(['FUNCTIONS_URL', ...needed])
  expect(() => parseEnv({ SITE_URL: complete.SITE_URL }, needed)).toThrow('SUPABASE_URL')
  expect(() => parseEnv({ SITE_URL: complete.SITE_URL }, needed)).not.toThrow('STRIPE')
})

test('functions are at the address of the pages, unless they have their own', () => {
  expect(parseEnv(complete).FUNCTIONS_URL).toBe(parseEnv(complete).SITE_URL)
  const apart = { ...complete, FUNCTIONS_URL: 'https://functions.example.com/' }
  expect(parseEnv(apart).FUNCTIONS_URL).toBe('https://functions.example.com')
})

test('another queue than QStash needs its address, and no token of QStash', () => {
  const { QSTASH_TOKEN: _, ...rest } = complete
  expect(() => parseEnv({ ...rest, QUEUE: 'sqs' })).toThrow('QUEUE_URL')
  expect(() => parseEnv({ ...rest, QUEUE: 'sqs', QUEUE_URL: 'https://sqs.example.com/1/shop-' })).not.toThrow()
  expect(() => parseEnv(rest)).toThrow('QSTASH_TOKEN')
  expect(() => parseEnv({ ...rest, QUEUE: 'rabbit' })).toThrow('QUEUE')
})

describe('tokens of roles', () => {
  const parse = (given: object | string, as?: Parameters<typeof parseEnv>[2]) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given)
    return parseEnv({ ...complete, SUPABASE_ROLE_TOKENS: text }, variables, as)
  }

  test('the error names each role without a token, and the script that mints tokens', () => {
    const { chat: _, sweep: __, ...rest } = tokens
    for (const said of ['the role chat', 'the role sweep', 'scripts/mint-tokens.ts'])
      expect(() => parse(rest)).toThrow(said)
    expect(() => parse(rest)).not.toThrow('checkout')
  })

  test('a token that has expired is refused', () => {
    const old = tokensOf('local-key', Date.parse('2026-01-01T00:00:00Z'))
    expect(() => parse({ ...tokens, chat: old.chat })).toThrow('the token for the role chat ended on 2026-05-01')
  })

  test('a token of another role, of an unknown role, or without the form of a token is refused and not shown', () => {
    expect(() => parse({ ...tokens, chat: tokens.sweep })).toThrow('names another role')
    expect(() => parse({ ...tokens, chat: 'a.b.c' })).toThrow('chat is malformed')
    for (const strange of [{ ...tokens, service_role: tokens.chat }, 'hunter2', '[]', '{"chat":1}']) {
      expect(() => parse(strange)).toThrow('SUPABASE_ROLE_TOKENS: is not the JSON')
      expect(() => parse(strange)).not.toThrow(/hunter2|eyJ/)
    }
  })

  test('a function that runs elsewhere needs its own token only', () => {
    expect(parse({ chat: tokens.chat }, ['chat']).SUPABASE_ROLE_TOKENS).toEqual({ chat: tokens.chat })
    expect(() => parse({ chat: tokens.chat }, ['sweep'])).toThrow('the role sweep')
  })
})

test('a public store refuses the place where faults are switched, whatever its secret', () => {
  const chaos = { CHAOS_URL: 'http://127.0.0.1:8099', CHAOS_SECRET: 'a-secret-of-its-own' }
  expect(parseEnv({ ...complete, ...chaos })).toMatchObject(chaos)
  expect(parseEnv(published).CHAOS_URL).toBeUndefined()
  expect(() => parseEnv({ ...published, ...chaos })).toThrow('A public store has no chaos: remove CHAOS_URL.')
  expect(variables).not.toContain('CHAOS_URL')
})
