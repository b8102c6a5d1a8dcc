import { expect, test } from 'vitest'
import { needs } from '#deploy/needs.gen.ts'
import { platforms, writeSettings } from '#deploy/write-settings.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { parseEnv } from '#lib/env.ts'

const environment = testEnvironment({})
const tokens = JSON.parse(environment.SUPABASE_ROLE_TOKENS) as Record<string, string>

test.each(Object.keys(platforms))(
  'on %s each function gets what its code uses, and no command has a secret',
  (platform) => {
    const { files, commands } = writeSettings(platform, environment, '/settings')
    const text = commands.join('\n')
    for (const value of [environment.STRIPE_SECRET_KEY, environment.CRON_SECRET, tokens.ship_order ?? 'none'])
      expect(text).not.toContain(value)
    expect(Object.values(files)).toContain(environment.STRIPE_SECRET_KEY)
    if (platform === 'openfaas') return
    expect(JSON.parse(files['ship-order/SUPABASE_ROLE_TOKENS'] ?? '')).toEqual({ ship_order: tokens.ship_order })
    expect(files['ship-order/STRIPE_SECRET_KEY']).toBeUndefined()
    // They stay with the pages.
    expect(Object.keys(files).filter((path) => /^(catalog-webhook|check-health)\//.test(path))).toEqual([])
  },
)

test('with these settings a function starts', () => {
  const { files } = writeSettings(
    'google-cloud',
    { ...environment, QUEUE_URL: 'https://tasks.example.com/' },
    '/settings',
  )
  const { plain } = JSON.parse(files['plain.tfvars.json'] ?? '') as { plain: Record<string, string> }
  const own = Object.entries(files).flatMap(([path, value]) =>
    path.startsWith('chat/') ? [[path.slice(5), value]] : [],
  )
  const given = { ...plain, ...Object.fromEntries(own) }
  // An optional secret that nobody has set.
  expect(given.CHAT_API_KEY).toBe(' ')
  const env = parseEnv(given, needs.chat?.variables ?? [], ['chat'])
  expect([env.CHAT_API_KEY, env.SEAL_SECRET]).toEqual([undefined, environment.SEAL_SECRET])
})

test('a platform that is unknown, and a role without a token, are named', () => {
  expect(() => writeSettings('heroku', environment, '/settings')).toThrow('Name a platform: aws-lambda')
  const { ship_order: _left, ...rest } = tokens
  const without = { ...environment, SUPABASE_ROLE_TOKENS: JSON.stringify(rest) }
  expect(() => writeSettings('knative', without, '/settings')).toThrow('no token of ship_order')
})
