import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { newSigningKey } from '#local/supabase/signing-keys.ts'
import { lookAt } from '#scripts/check-hosted.ts'
import { instead, type Patient, startPatient } from '#scripts/doctor/testing.ts'

let patient: Patient
beforeAll(async () => {
  patient = await startPatient()
})
afterAll(() => patient.close())

const look = (changes: Record<string, string> = {}) => {
  const values = { ...patient.values, ...changes }
  return lookAt(values.SUPABASE_URL ?? '', values.SUPABASE_PUBLISHABLE_KEY ?? '', values)
}
const wrong = async (changes: Record<string, string>) =>
  (await look(changes)).filter(({ isRight }) => isRight === false).map(({ what, note }) => `${what}: ${note}`)

/** The management API of a project with this sign-in mail. */
const mailOf = (content: string) =>
  instead('SUPABASE_API_URL', {
    '/v1/projects/127/config/auth': () => Response.json({ mailer_templates_magic_link_content: content }),
  })

test('the local project passes every check', async () => {
  const { values, undo } = await mailOf('Your code: {{ .Token }}')
  const sights = await look({ ...(values as Record<string, string>), SUPABASE_ACCESS_TOKEN: 'sbp_x' })
  await undo?.()
  expect(sights.filter(({ isRight }) => isRight !== true)).toEqual([])
  expect(sights.length).toBeGreaterThan(8)
})

test('the command finds tokens of another project, a wrong key and a mail with a link', async () => {
  const strange = JSON.stringify(mintTokens(newSigningKey('of-another-project'), roles))
  const found = await wrong({ SUPABASE_ROLE_TOKENS: strange })
  expect(found).toContain('the key that signed the tokens is published: of-another-project is not')
  expect(found.join()).toContain(
    'the database API takes every token, and refuses a role without rights: catalog_webhook: PGRST301',
  )
  expect(found.join()).toContain('storage takes the token of make_thumbnail: it answers')
  expect((await wrong({ SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x' })).join()).toContain(
    'opens the database API: it answers 401',
  )
  const { values, undo } = await mailOf('<a href="{{ .ConfirmationURL }}">Sign in</a>')
  const link = await wrong({ ...(values as Record<string, string>), SUPABASE_ACCESS_TOKEN: 'sbp_x' })
  await undo?.()
  expect(link).toEqual(['the mail of sign-in brings a code: it brings a link'])
})

test('the command names the checks that it could not do', async () => {
  const { SUPABASE_URL = '', SUPABASE_PUBLISHABLE_KEY = '' } = patient.values
  const program = [join(import.meta.dirname, 'check-hosted.ts'), SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY]
  const { stdout } = await promisify(execFile)(process.execPath, program, { env: { PATH: process.env.PATH } as never })
  expect(stdout).toContain('✓ the auth server publishes an ES256 key\n')
  expect(stdout).toContain('? the database has pg_net: set SUPABASE_DATABASE_URL\n')
  expect(stdout).toContain('? the mail of sign-in brings a code: set SUPABASE_ACCESS_TOKEN\n')
  expect(stdout).not.toContain('✗')
})
