import { defineFunction } from '#functions/runtime/define.ts'
import { ShopError } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { createModel, createTools, estimateTokens, type Model, streamAnswer } from '#lib/model.ts'
import { withFallback } from '#lib/model-fallback.ts'
import { localModel } from '#lib/model-local.ts'
import { type AnswerContext, answers } from '#shop/assistant/answers.ts'
import { noteChatUse, takeChatTurn } from '#shop/assistant/budget.ts'
import { findCaller } from '#shop/assistant/caller.ts'
import type { Card } from '#shop/assistant/cards.ts'
import { type Catalogue, readCatalogue } from '#shop/assistant/catalogue.ts'
import { sayFirst } from '#shop/assistant/choose-intent.ts'
import { forModel } from '#shop/assistant/for-model.ts'
import { chatInput, readTalk, type Talk } from '#shop/assistant/input.ts'
import { instructionsFor } from '#shop/assistant/instructions.ts'
import { type IntentName, intents } from '#shop/assistant/intents.ts'
import { understand } from '#shop/assistant/understand.ts'

/** The limit of tool calls in one answer. */
const mostCalls = 6

/**
 * Streams the assistant's answer to the last message of a conversation. It needs Web APIs only. Its tools read with the
 * caller's own rights and write nothing. Without a model, or when the model fails, the router answers.
 */
export const chat = defineFunction({
  name: 'chat',
  trigger: { kind: 'http', method: 'POST' },
  input: chatInput,
  async run(input, { db, env, request, log }) {
    const started = performance.now()
    // A form on another site cannot send JSON, so a page that somebody only visits cannot spend their budget.
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/json') throw new ShopError('invalid', 'Send JSON.')
    const talk = readTalk(input)
    const caller = await findCaller(request, env)
    const catalogue = await readCatalogue(env, talk.lamp)
    const { lamps, count } = catalogue
    const page = lamps.some(({ slug }) => slug === talk.lamp) ? talk.lamp : null
    const instructions = instructionsFor(lamps, page)
    const estimate = estimateTokens({ instructions, turns: talk.turns }, intents)
    const paid = createModel(env)
    const turn = await takeChatTurn(db, caller.key, paid ? estimate.answer : 0)
    let broken = false
    const { cartId, user } = caller
    const context: AnswerContext = { db: caller.db, user, cartId, links: talk.links, lamps, count }
    return streamAnswer({
      model: chooseModel(turn.mayCost ? paid : null, router(talk, catalogue, page), (error) => {
        broken = !wasRefused(error)
        log.warn('the model failed, the router answers', { error })
      }),
      instructions,
      turns: talk.turns,
      tools: createTools<Card>(intents, createToolRunner(context, log), forModel),
      signal: request.signal,
      onEnd(tokens, isWhole) {
        // Nobody knows what a call has cost that was broken off, so it costs the most.
        const unknown = turn.charged > 0 && (broken || !isWhole) ? estimate.call : 0
        return noteChatUse(db, caller.key, turn, { tokens: tokens + unknown, ms: performance.now() - started })
      },
    })
  },
})

function chooseModel(paid: Model | null, offline: Model, onFailure: (error: unknown) => void): Model {
  return paid ? withFallback(paid, offline, onFailure) : offline
}

/** True when the model took no call: an error status, or no connection. */
function wasRefused(error: unknown): boolean {
  return (
    error instanceof Error && error.name === 'AI_APICallError' && (error as { statusCode?: number }).statusCode !== 200
  )
}

/** The router as a model. It first calls the tool that the message asks for, then answers with the tool's text. */
function router({ asked, shown }: Talk, { lamps, vocabulary }: Catalogue, page: string | null): Model {
  return localModel('router', (prompt) => {
    const last = prompt.at(-1)
    if (last?.role !== 'tool') return sayFirst(understand(asked, { lamps, vocabulary, page, shown }))
    const texts = last.content.flatMap((part) =>
      part.type === 'tool-result' && part.output.type === 'json' ? [(part.output.value as { text: string }).text] : [],
    )
    return { text: texts.join(' ') || 'That did not work. Please ask again in other words.' }
  })
}

function createToolRunner(context: AnswerContext, log: Log): (name: string, input: unknown) => Promise<Card> {
  let calls = 0
  return async (name, input) => {
    calls += 1
    if (calls > mostCalls)
      return { kind: 'refusal', text: 'This question needs too many steps. Please ask for one thing at a time.' }
    try {
      return await (answers[name as IntentName] as (input: unknown, context: AnswerContext) => Promise<Card>)(
        input,
        context,
      )
    } catch (error) {
      log.error('a tool failed', { tool: name, error })
      return { kind: 'refusal', text: 'I could not look that up just now. Please try again in a moment.' }
    }
  }
}
