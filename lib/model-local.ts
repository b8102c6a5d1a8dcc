import type { Model, ModelCall, ModelPart } from '#lib/model.ts'
import { toStream } from '#lib/model-stream.ts'

const noUsage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}

/** What a model that runs here says: a call of a tool, or a text. */
export type Saying = { tool: string; input: Record<string, unknown> } | { text: string }

/** A model that needs no server: `answer` gets the prompt and decides at once. It costs no tokens. */
export function localModel(modelId: string, answer: (prompt: ModelCall['prompt']) => Saying): Model {
  return {
    specificationVersion: 'v4',
    provider: 'nightlight',
    modelId,
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('This model only streams.')),
    async doStream({ prompt }) {
      const saying = answer(prompt)
      return { stream: toStream('tool' in saying ? call(saying) : speak(saying.text)) }
    },
  }
}

async function* call({ tool, input }: { tool: string; input: object }): AsyncGenerator<ModelPart> {
  const [id, json] = [crypto.randomUUID(), JSON.stringify(input)]
  yield { type: 'stream-start', warnings: [] }
  yield { type: 'tool-input-start', id, toolName: tool }
  yield { type: 'tool-input-delta', id, delta: json }
  yield { type: 'tool-input-end', id }
  yield { type: 'tool-call', toolCallId: id, toolName: tool, input: json }
  yield { type: 'finish', finishReason: { unified: 'tool-calls', raw: undefined }, usage: noUsage }
}

/** Word by word, as other models speak. */
async function* speak(text: string): AsyncGenerator<ModelPart> {
  const id = crypto.randomUUID()
  yield { type: 'stream-start', warnings: [] }
  yield { type: 'text-start', id }
  for (const delta of text.split(/(?<= )/)) yield { type: 'text-delta', id, delta }
  yield { type: 'text-end', id }
  yield { type: 'finish', finishReason: { unified: 'stop', raw: undefined }, usage: noUsage }
}
