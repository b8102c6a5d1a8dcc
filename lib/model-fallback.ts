import type { Model, ModelPart, ModelStream } from '#lib/model.ts'
import { partsOf, toStream } from '#lib/model-stream.ts'

export type Patience = { firstMs: number; nextMs: number }

/**
 * A model with another one behind it, for one conversation: when the first refuses, fails, falls silent or breaks off
 * in the middle, the second answers, and goes on answering. What was said before stays; whoever reads it is told nothing.
 * @param onFailure is told why, for the log
 */
export function withFallback(
  first: Model,
  second: Model,
  onFailure: (error: unknown) => void,
  patience: Patience = { firstMs: 15_000, nextMs: 10_000 },
): Model {
  let failed = false
  return {
    specificationVersion: 'v4',
    provider: first.provider,
    modelId: first.modelId,
    supportedUrls: first.supportedUrls,
    doGenerate: (call) => first.doGenerate(call),
    async doStream(call) {
      if (failed) return second.doStream(call)
      const left = () => call.abortSignal?.aborted ?? false
      const leaving = new AbortController()
      call.abortSignal?.addEventListener('abort', () => leaving.abort(), { once: true })
      const goOn = (error: unknown) => {
        failed = true
        onFailure(error)
        leaving.abort()
        return second.doStream(call)
      }
      try {
        const answer = first.doStream({ ...call, abortSignal: leaving.signal })
        const { stream } = await within(answer, patience.firstMs)
        return { stream: toStream(mend(stream, { patience, goOn, left })) }
      } catch (error) {
        if (left()) throw error
        return goOn(error)
      }
    },
  }
}

type Mending = {
  patience: Patience
  goOn(error: unknown): PromiseLike<{ stream: ModelStream }>
  /** whether the reader has gone: then nobody needs a second answer */
  left(): boolean
}

/** The parts of a stream, and those of `goOn` behind them when it breaks. */
async function* mend(stream: ModelStream, { patience, goOn, left }: Mending): AsyncGenerator<ModelPart> {
  const open = new Set<string>()
  try {
    for await (const part of untilFinished(stream, patience)) {
      if (part.type === 'text-start') open.add(part.id)
      if (part.type === 'text-end') open.delete(part.id)
      yield part
    }
  } catch (error) {
    if (left()) throw error
    for (const id of open) yield { type: 'text-end', id }
    for await (const part of partsOf((await goOn(error)).stream)) if (part.type !== 'stream-start') yield part
  }
}

/** The parts of a stream up to its end. @throws Error when it breaks off, falls silent, or says that it failed */
async function* untilFinished(stream: ModelStream, patience: Patience): AsyncGenerator<ModelPart> {
  const parts = partsOf(stream)
  try {
    for (let wait = patience.firstMs; ; wait = patience.nextMs) {
      const { done, value } = await within(parts.next(), wait)
      if (done) throw new Error('the model broke off')
      if (value.type === 'error') throw value.error
      if (value.type === 'finish' && ['error', 'other'].includes(value.finishReason.unified)) {
        throw new Error(`the model ended with "${value.finishReason.raw ?? value.finishReason.unified}"`)
      }
      yield value
      if (value.type === 'finish') return
    }
  } finally {
    // Not awaited: what is still being read may never come.
    parts.return(undefined).catch(() => {})
  }
}

async function within<Result>(work: PromiseLike<Result>, milliseconds: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the model said nothing for ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
