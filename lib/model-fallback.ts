import type { Model, ModelPart, ModelStream } from '#lib/model.ts'
import { partsOf, toStream } from '#lib/model-stream.ts'

/** Milliseconds to wait for the first part of an answer, and for each further part. */
export type Timeouts = { firstMs: number; nextMs: number }

/**
 * A model with a fallback, for one conversation. When the first model refuses, fails, stalls or breaks off, the second
 * one continues the answer and gives all further answers. The reader keeps the parts that have already arrived, and sees
 * no error.
 * @param onFailure gets the error, for the log
 */
export function withFallback(
  first: Model,
  second: Model,
  onFailure: (error: unknown) => void,
  timeouts: Timeouts = { firstMs: 15_000, nextMs: 10_000 },
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
      const isAborted = () => call.abortSignal?.aborted ?? false
      const firstCall = new AbortController()
      call.abortSignal?.addEventListener('abort', () => firstCall.abort(), { once: true })
      const askSecond = (error: unknown) => {
        failed = true
        onFailure(error)
        firstCall.abort()
        return second.doStream(call)
      }
      try {
        const answer = first.doStream({ ...call, abortSignal: firstCall.signal })
        const { stream } = await within(answer, timeouts.firstMs)
        return { stream: toStream(continueWithSecond(stream, { timeouts, askSecond, isAborted })) }
      } catch (error) {
        if (isAborted()) throw error
        return askSecond(error)
      }
    },
  }
}

type Fallback = {
  timeouts: Timeouts
  askSecond(error: unknown): PromiseLike<{ stream: ModelStream }>
  /** true when the caller has disconnected; the second model is then not called */
  isAborted(): boolean
}

/** The parts of a stream; when the stream breaks, the parts of `askSecond` follow. */
async function* continueWithSecond(
  stream: ModelStream,
  { timeouts, askSecond, isAborted }: Fallback,
): AsyncGenerator<ModelPart> {
  const open = new Set<string>()
  try {
    for await (const part of untilFinished(stream, timeouts)) {
      if (part.type === 'text-start') open.add(part.id)
      if (part.type === 'text-end') open.delete(part.id)
      yield part
    }
  } catch (error) {
    if (isAborted()) throw error
    for (const id of open) yield { type: 'text-end', id }
    for await (const part of partsOf((await askSecond(error)).stream)) if (part.type !== 'stream-start') yield part
  }
}

/** The parts of a stream up to its end. @throws Error when the stream breaks off, stalls or reports an error */
async function* untilFinished(stream: ModelStream, timeouts: Timeouts): AsyncGenerator<ModelPart> {
  const parts = partsOf(stream)
  try {
    for (let wait = timeouts.firstMs; ; wait = timeouts.nextMs) {
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
    // Not awaited, because a pending read may never end.
    parts.return(undefined).catch(() => {})
  }
}

async function within<Result>(work: PromiseLike<Result>, milliseconds: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the model sent nothing for ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
