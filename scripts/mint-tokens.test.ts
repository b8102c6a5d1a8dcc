import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { createSigningKeys, newSigningKey } from '#local/supabase/signing-keys.ts'

const key = newSigningKey('a-key')
const directory = mkdtempSync(join(tmpdir(), 'nightlight-mint-'))
const file = join(directory, 'key.json')
writeFileSync(file, JSON.stringify([key, newSigningKey('an older key')]))
afterAll(() => rmSync(directory, { recursive: true }))

const script = join(import.meta.dirname, 'mint-tokens.ts')
const run = (options: string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}
const partOf = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString())

test('makes a token for each role, and a store starts with them', () => {
  const { status, stdout } = run([], JSON.stringify(key))
  expect(status).toBe(0)
  const [name = '', value = ''] = stdout.trim().split(/=(.*)/s)
  expect(name).toBe('SUPABASE_ROLE_TOKENS')
  const tokens = parseEnv({ [name]: value, SITE_URL: 'http://localhost:3000' }, [name, 'SITE_URL']).SUPABASE_ROLE_TOKENS
  expect(Object.keys(tokens).toSorted()).toEqual([...roles].toSorted())
})

test('a token holds its role, its signing key and its end, and no more', () => {
  const now = Date.parse('2026-11-29T12:00:00.500Z')
  const token = mintTokens(key, ['chat'], now).chat ?? ''
  expect(partOf(token, 0)).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'a-key' })
  const seconds = Math.floor(now / 1000)
  // Issued ten minutes ago, so that the services take it also when the clock of this machine is fast.
  expect(partOf(token, 1)).toEqual({ role: 'chat', iat: seconds - 600, exp: seconds + 120 * 24 * 60 * 60 })
  expect(createSigningKeys([key]).read(mintTokens(key, ['chat']).chat ?? '')).toMatchObject({
    claims: { role: 'chat' },
  })
})

test('makes one token under another name for a function that runs elsewhere; the first key of a file signs', () => {
  const { stdout } = run([file, '--role', 'chat', '--name', 'ROLE_TOKENS'])
  expect(stdout).toMatch(/^ROLE_TOKENS=\{"chat":"[\w.-]+"\}\n$/)
  expect(partOf(stdout.slice(stdout.indexOf(':"') + 2), 0)).toMatchObject({ kid: 'a-key' })
})

describe('refuses', () => {
  const refused = ['service_role', 'authenticated', 'anon', 'postgres', 'authenticator', 'supabase_admin', 'nobody']
  test.each(refused)('%s, also beside a known role', (role) => {
    const { status, stdout, stderr } = run([file, '--role', 'chat', '--role', role])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`No token is made for ${role}`)
  })

  test('no role of the list is a role of Supabase', () => {
    expect(
      roles.filter((role) => /^(service_role|authenticated|anon|postgres|authenticator|supabase_.*)$/.test(role)),
    ).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['a public key', JSON.stringify({ ...key, d: undefined })],
    ['a key without kid', JSON.stringify({ ...key, kid: undefined })],
    ['a shared secret', JSON.stringify({ kty: 'oct', k: key.d, alg: 'HS256', kid: 'x' })],
  ])('%s, and shows none of it', (_, input) => {
    const { status, stdout, stderr } = run([], input)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('supabase gen signing-key')
    expect(stderr).not.toContain(key.d)
  })
})
