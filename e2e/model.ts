import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request to the model holds, as far as tests look at it. */
export type Heard = { messages: { role: string; content: unknown }[] }

/**
 * A language model that the store under test may ask, by OpenAI's streaming protocol: it says half a sentence to
 * messages with `word` in them, and dies. To all others it is out of order.
 */
export async function startDyingModel(port: number, word: string): Promise<{ heard: Heard[]; close(): Promise<void> }> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (!body.includes(word)) return response.writeHead(503).end()
    heard.push(JSON.parse(body) as Heard)
    const delta = { choices: [{ index: 0, delta: { content: 'The lamp that you ' }, finish_reason: null }] }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`data: ${JSON.stringify({ id: 'one', object: 'chat.completion.chunk', ...delta })}\n\n`, () =>
      response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    heard,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe: Server = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  return port
}
