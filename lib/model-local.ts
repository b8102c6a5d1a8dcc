import type { Model, ModelCall, ModelPart } from '#lib/model.ts'
import { toStream } from '#lib/model-stream.ts'

const noUsage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}

type LocalCall = { tool: string; input: Record<string, unknown> }
/** The answer of a model that runs in this process: a tool call, with others after it, or a text. */
export type LocalAnswer = (LocalCall & { also?: readonly LocalCall[] }) | { text: string }

/** A model without a server: `answer` returns the answer to a prompt. It uses no tokens. */
export function localModel(modelId: string, answer: (prompt: ModelCall['prompt']) => LocalAnswer): Model {
  return {
    specificationVersion: 'v4',
    provider: 'local',
    modelId,
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('This model only streams.')),
    async doStream({ prompt }) {
      const reply = answer(prompt)
      return {
        stream: toStream('tool' in reply ? streamToolCalls([reply, ...(reply.also ?? [])]) : streamText(reply.text)),
      }
    },
  }
}

async function* streamToolCalls(calls: readonly LocalCall[]): AsyncGenerator<ModelPart> {
  yield { type: 'stream-start', warnings: [] }
  for (const { tool, input } of calls) {
    const [id, json] = [crypto.randomUUID(), JSON.stringify(input)]
    yield { type: 'tool-input-start', id, toolName: tool }
    yield { type: 'tool-input-delta', id, delta: json }
    yield { type: 'tool-input-end', id }
    yield { type: 'tool-call', toolCallId: id, toolName: tool, input: json }
  }
  yield { type: 'finish', finishReason: { unified: 'tool-calls', raw: undefined }, usage: noUsage }
}

/** Streams word by word, like other models. */
async function* streamText(text: string): AsyncGenerator<ModelPart> {
  const id = crypto.randomUUID()
  yield { type: 'stream-start', warnings: [] }
  yield { type: 'text-start', id }
  for (const delta of text.split(/(?<= )/)) yield { type: 'text-delta', id, delta }
  yield { type: 'text-end', id }
  yield { type: 'finish', finishReason: { unified: 'stop', raw: undefined }, usage: noUsage }
}
