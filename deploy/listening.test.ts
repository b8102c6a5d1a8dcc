import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listeningAddress } from '#deploy/app.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'

const published = testEnvironment({})
const own = Object.fromEntries(
  Object.entries(published).map(([name, value]) => [name, value.replaceAll('local', 'own')]),
)
const here = { ...published, SITE_URL: 'http://localhost:3000' }
const shop = 'https://lamps.example.com'

describe('a server listens', () => {
  test.each([
    ['to this machine only, when SITE_URL is on it', here, 'localhost'],
    ['to this machine only, with its own secrets too', { ...own, SITE_URL: 'http://[::1]:3000' }, '::1'],
    ['at HOST', { ...here, HOST: '127.0.0.1' }, '127.0.0.1'],
    ['at HOST beyond this machine, with secrets of its own', { ...own, SITE_URL: shop, HOST: '0.0.0.0' }, '0.0.0.0'],
    ['at every address in a container, with secrets of its own', { ...own, SITE_URL: shop }, undefined],
  ])('%s', (_, environment, address) => {
    expect(listeningAddress(environment)).toBe(address)
  })

  test.each([
    ['HOST=0.0.0.0', { ...here, HOST: '0.0.0.0' }],
    ['HOST=::', { ...here, HOST: '::' }],
    ['HOST=192.168.1.20', { ...here, HOST: '192.168.1.20' }],
    ['a public SITE_URL', { ...published, SITE_URL: shop }],
    ['no SITE_URL', { ...published, SITE_URL: '' }],
  ])('never beyond this machine with published secrets: %s', (_, environment) => {
    expect(() => listeningAddress(environment)).toThrow(
      /everybody knows its secrets: .*Set HOST=127.0.0.1, or secrets of your own/,
    )
  })
})

test('the plain host answers this machine, and no other address of it', async () => {
  const { HOST: _, ...environment } = { ...here, PORT: '0', PATH: process.env.PATH } as Record<string, string>
  const host = spawn(process.execPath, [join(import.meta.dirname, 'host.ts')], {
    env: environment as never,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onTestFinished(() => void host.kill())
  const [{ port }] = (await once(host, 'message')) as [{ port: number }]
  expect((await fetch(`http://localhost:${port}/nothing`)).status).toBe(404)
  // On Linux all of 127.0.0.0/8 is this machine, so a server at every address would answer there.
  if (process.platform === 'linux') expect(await answers('127.0.0.2', port)).toBe(false)
})

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
  })
}
