import type { Model, ModelCall, ModelPart } from '#lib/model.ts'
import { toStream } from '#lib/model-stream.ts'

const noUsage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}

/** The answer of a model that runs in this process: a tool call or a text. */
export type LocalAnswer = { tool: string; input: Record<string, unknown> } | { text: string }

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
      return { stream: toStream('tool' in reply ? streamToolCall(reply) : streamText(reply.text)) }
    },
  }
}

async function* streamToolCall({ tool, input }: { tool: string; input: object }): AsyncGenerator<ModelPart> {
  const [id, json] = [crypto.randomUUID(), JSON.stringify(input)]
  yield { type: 'stream-start', warnings: [] }
  yield { type: 'tool-input-start', id, toolName: tool }
  yield { type: 'tool-input-delta', id, delta: json }
  yield { type: 'tool-input-end', id }
  yield { type: 'tool-call', toolCallId: id, toolName: tool, input: json }
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
