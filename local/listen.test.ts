import { expect, onTestFinished, test } from 'vitest'
import { listen } from '#local/listen.ts'

test('an idle connection stays open for longer than the pauses of a busy machine', async () => {
  const server = await listen(() => new Response('on'))
  onTestFinished(() => server.close())
  expect((await fetch(server.url)).headers.get('keep-alive')).toBe('timeout=75')
})
