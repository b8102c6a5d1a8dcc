import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findTool, noticeOf, requireTool } from '#local/tools.ts'

const project = join(import.meta.dirname, '..', '..')
const config = readFileSync(join(project, 'supabase', 'config.toml'), 'utf8')
const here = findTool('supabase') !== null
if (!here) process.stderr.write(`SKIPPED: ${noticeOf('supabase')}\n`)
let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-config-'))
  mkdirSync(join(directory, 'supabase'))
  cpSync(join(project, 'supabase', 'templates'), join(directory, 'supabase', 'templates'), { recursive: true })
  // No platform answers at this address: the CLI reads the file and sends nothing.
  const nobody = 'http://127.0.0.1:9'
  const profile = { name: 'nobody', api_url: nobody, dashboard_url: nobody, project_host: '127.0.0.1' }
  writeFileSync(join(directory, 'profile.yaml'), JSON.stringify(profile))
})
afterAll(() => rmSync(directory, { recursive: true }))

/** Returns the CLI's messages about a configuration before it calls the platform. */
function readByCli(text: string): string {
  writeFileSync(join(directory, 'supabase', 'config.toml'), text)
  const cli = join(requireTool('supabase'), 'dist', 'supabase.js')
  const options = [
    'config',
    'push',
    '--yes',
    '--remote=abcdefghijklmnopqrst',
    '--profile',
    join(directory, 'profile.yaml'),
  ]
  const env = {
    HOME: directory,
    SITE_URL: 'https://shop.example.com',
    SUPABASE_ACCESS_TOKEN: `sbp_${'0'.repeat(40)}`,
    DO_NOT_TRACK: '1',
  }
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...options], {
    cwd: directory,
    env: env as unknown as NodeJS.ProcessEnv,
    encoding: 'utf8',
    timeout: 25_000,
  })
  return stdout + stderr
}

test.runIf(here)('the CLI knows every key of the configuration, and would push it', () => {
  const said = readByCli(config)
  expect(said).toContain('Checking project')
  expect(said).not.toContain('WARN')
})

test.runIf(here)('the CLI names a key that it does not know', () => {
  expect(readByCli(`${config}\n[auth.mfa.telepathy]\nenroll_enabled = false\n`)).toMatch(/WARN.*auth\.mfa\.telepathy/)
})

test('sign-in methods that the store does not use are off', () => {
  const setting = (section: string, key: string) => {
    const body = config.split(`\n[${section}]\n`)[1]?.split('\n[')[0] ?? ''
    return new RegExp(`^${key} = (.*)$`, 'm').exec(body)?.[1]
  }
  expect(setting('api', 'schemas')).toBe('["public"]')
  expect(setting('auth', 'enable_anonymous_sign_ins')).toBe('false')
  expect(setting('auth', 'enable_manual_linking')).toBe('false')
  expect(setting('auth.sms', 'enabled')).toBe('false')
  for (const factor of ['totp', 'phone', 'web_authn']) {
    expect([factor, setting(`auth.mfa.${factor}`, 'enroll_enabled')]).toEqual([factor, 'false'])
  }
})
