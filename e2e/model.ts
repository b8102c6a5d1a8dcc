import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The part of a request to the model that tests read. */
export type Heard = { messages: { role: string; content: unknown }[] }

/**
 * A language model for the store under test, with OpenAI's streaming protocol. For messages with `word` it sends half a
 * sentence and drops the connection. For all others it answers 503.
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

/** A free port. */
export async function freePort(): Promise<number> {
  const probe: Server = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  return port
}
