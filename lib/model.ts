import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  createGateway,
  createUIMessageStreamResponse,
  isStepCount,
  type JSONValue,
  streamText,
  type ToolSet,
  toUIMessageStream,
} from 'ai'
import * as z from 'zod'
import type { Env } from '#lib/env.ts'
import { openSpan } from '#lib/span.ts'

/** A language model, as the AI SDK sees it. */
export type Model = ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>
export type ModelCall = Parameters<Model['doStream']>[0]
export type ModelStream = Awaited<ReturnType<Model['doStream']>>['stream']
export type ModelPart = ModelStream extends ReadableStream<infer Part> ? Part : never

/** The model that the environment names: a server that speaks OpenAI's protocol, or Vercel's AI Gateway; null for none. */
export function createModel(env: Env): Model | null {
  const { CHAT_BASE_URL, CHAT_API_KEY, AI_GATEWAY_API_KEY, CHAT_MODEL } = env
  if (CHAT_BASE_URL && CHAT_MODEL) {
    const key = CHAT_API_KEY ? { apiKey: CHAT_API_KEY } : {}
    // OpenAI's protocol reports the tokens of a streamed answer only when the request asks for them.
    const settings = { name: 'chat', baseURL: CHAT_BASE_URL, includeUsage: true, ...key }
    return createOpenAICompatible(settings).chatModel(CHAT_MODEL)
  }
  return AI_GATEWAY_API_KEY && CHAT_MODEL ? createGateway({ apiKey: AI_GATEWAY_API_KEY })(CHAT_MODEL) : null
}

export type ToolDefinition = { description: string; input: z.ZodType }

/**
 * Makes AI SDK tools of definitions. The client gets the whole result of a tool; the model gets only `forModel` of it.
 * @param run runs a tool; the definition's schema has checked its input
 */
export function createTools<Result>(
  definitions: Readonly<Record<string, ToolDefinition>>,
  run: (name: string, input: unknown) => Promise<Result>,
  forModel: (result: Result) => JSONValue,
): ToolSet {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { description, input }]) => [
      name,
      {
        description,
        inputSchema: input,
        execute: (value: unknown) => run(name, value),
        toModelOutput: ({ output }: { output: unknown }) => ({ type: 'json', value: forModel(output as Result) }),
      } as ToolSet[string],
    ]),
  )
}

export type Turn = { role: 'user' | 'assistant'; content: string }

export type Conversation = {
  model: Model
  instructions: string
  turns: Turn[]
  tools: ToolSet
  /** aborts when the caller disconnects */
  signal: AbortSignal
  /**
   * called once, when the answer has ended or was aborted
   * @param tokens of the calls that ended, as the model counts them
   * @param isWhole false when a call was broken off: the model counted its tokens, and told nobody
   */
  onEnd(tokens: number, isWhole: boolean): Promise<void>
}

const mostSteps = 4
const mostTokens = 800
const longestMs = 50_000

/**
 * The most tokens that one call of a model may use, and that a whole answer may. Models count about four characters for a token
 * of English; three are on the safe side.
 */
export function estimateTokens(
  { instructions, turns }: Pick<Conversation, 'instructions' | 'turns'>,
  definitions: Readonly<Record<string, ToolDefinition>>,
): { call: number; answer: number } {
  const tools = Object.entries(definitions).map(([name, { description, input }]) => [
    name,
    description,
    z.toJSONSchema(input),
  ])
  const call = Math.ceil(JSON.stringify([instructions, turns, tools]).length / 3) + mostTokens
  return { call, answer: call * mostSteps }
}

/**
 * Streams an answer in the UI message protocol of the AI SDK
 * (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol#data-stream-protocol).
 */
export function streamAnswer({ model, instructions, turns, tools, signal, onEnd }: Conversation): Response {
  let tokens = 0
  const span = openSpan('model chat', {
    kind: 'client',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': model.provider,
      'gen_ai.request.model': model.modelId,
    },
  })
  let ended: Promise<void> | undefined
  const end = async (isWhole: boolean) => {
    ended ??= onEnd(tokens, isWhole)
    span.setAttribute('shop.tokens', tokens).end()
    await ended
  }
  const result = streamText({
    model,
    instructions,
    messages: turns,
    tools,
    stopWhen: isStepCount(mostSteps),
    maxOutputTokens: mostTokens,
    maxRetries: 0,
    timeout: { totalMs: longestMs },
    abortSignal: signal,
    telemetry: { isEnabled: false },
    onStepEnd: ({ usage }) => {
      tokens += usage.totalTokens ?? 0
    },
    onEnd: () => end(true),
    onAbort: () => end(false),
    onError: () => end(false),
  })
  const calm = () => 'Something went wrong on our side. Please ask again.'
  const stream = toUIMessageStream({ stream: result.stream, tools, sendReasoning: false, onError: calm })
  return createUIMessageStreamResponse({ stream, headers: { 'cache-control': 'no-store' } })
}
