import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { startFramework } from '#deploy/google-cloud/stand-in/framework.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'
import { listen } from '#local/listen.ts'

test('Google’s framework does not wait for a running call when its instance ends; a container does', async () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const gate = await listen(async () => {
    await opened
    return new Response('open')
  })
  onTestFinished(async () => {
    open()
    await gate.close()
  })
  const server = await startFramework({ ...testEnvironment({}), PROBE_KEYS: '{"keys":[]}' })
  const headers = { 'content-type': 'application/json' }
  const call = { method: 'POST', headers, body: JSON.stringify({ gate: gate.url }) }
  const response = await fetch(`${server.url}/api/chat`, call)
  const reader = response.body?.getReader()
  expect((await reader?.read())?.done).toBe(false)
  const gone = once(server.child, 'exit')
  server.child.kill('SIGTERM')
  await gone
  await expect(reader?.read()).rejects.toThrow()
})
