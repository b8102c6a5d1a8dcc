import { type Listening, listen } from '#local/listen.ts'

/** A request to the model: its messages and tools, in the shape of OpenAI's protocol. */
export type ModelRequest = {
  model: string
  messages: { role: string; content: unknown; tool_calls?: unknown }[]
  tools?: { function: { name: string } }[]
  stream_options?: { include_usage?: boolean }
}

/** A part of the model's answer: text, a tool call, an error status, a broken stream, or a stream that stalls. */
export type Move = { say: string } | { call: string; input: unknown } | { fail: number } | 'break off' | 'fall silent'

export type TestModel = Listening & { asked: ModelRequest[] }

/**
 * A language model for tests that speaks OpenAI's streaming protocol
 * (https://platform.openai.com/docs/api-reference/chat-streaming). `play` returns the parts of the answer to a request.
 */
export async function startTestModel(play: (request: ModelRequest) => Move[]): Promise<TestModel> {
  const asked: ModelRequest[] = []
  const listening = await listen(async (request) => {
    const body = (await request.json()) as ModelRequest
    asked.push(body)
    const moves = play(body)
    const failure = moves.find((move) => typeof move === 'object' && 'fail' in move)
    if (failure) return Response.json({ error: { message: 'out of order' } }, { status: failure.fail })
    return new Response(stream(moves, body.stream_options?.include_usage === true), {
      headers: { 'content-type': 'text/event-stream' },
    })
  })
  return { ...listening, asked }
}

/** @param counts true when the request asked for the number of tokens; the last chunk, without a choice, has it */
function stream(moves: Move[], counts: boolean): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const send = (rest: object) => {
    const data = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'test', ...rest }
    return encoder.encode(`data: ${JSON.stringify(data)}\n\n`)
  }
  const chunk = (delta: object, finish: string | null = null) =>
    send({ choices: [{ index: 0, delta, finish_reason: finish }] })
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }
  const parts = [...moves.entries()]
  return new ReadableStream({
    async pull(controller) {
      const next = parts.shift()
      if (!next) {
        const calls = moves.some((move) => typeof move === 'object' && 'call' in move)
        controller.enqueue(chunk({}, calls ? 'tool_calls' : 'stop'))
        if (counts) controller.enqueue(send({ choices: [], usage }))
        controller.enqueue(encoder.encode('data: [DONE]\n\n'))
        return controller.close()
      }
      const [index, move] = next
      if (move === 'break off') return controller.error(new Error('the model died'))
      if (move === 'fall silent') return new Promise<void>(() => {})
      if ('say' in move) controller.enqueue(chunk({ content: move.say }))
      else if ('call' in move) controller.enqueue(chunk({ tool_calls: [callOf(index, move)] }))
    },
  })
}

function callOf(index: number, { call, input }: { call: string; input: unknown }) {
  return { index, id: `call_${index}`, type: 'function', function: { name: call, arguments: JSON.stringify(input) } }
}
