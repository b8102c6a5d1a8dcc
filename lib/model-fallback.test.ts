import { expect, test, vi } from 'vitest'
import type { Model, ModelCall, ModelPart } from '#lib/model.ts'
import { withFallback } from '#lib/model-fallback.ts'
import { localModel } from '#lib/model-local.ts'
import { toStream } from '#lib/model-stream.ts'

const usage = { inputTokens: {}, outputTokens: {} } as never
const finish = (unified: 'stop' | 'error' | 'other'): ModelPart => ({
  type: 'finish',
  finishReason: { unified, raw: undefined },
  usage,
})
const say = (delta: string): ModelPart[] => [
  { type: 'text-start', id: 'one' },
  { type: 'text-delta', id: 'one', delta },
]
const router = () => localModel('router', () => ({ text: 'The router speaks.' }))

/** A model that streams these parts and then calls `end`. */
function modelOf(parts: ModelPart[], end: () => Promise<void> = async () => {}): Model & { calls: ModelCall[] } {
  const calls: ModelCall[] = []
  const base = localModel('first', () => ({ text: '' }))
  return {
    ...base,
    calls,
    async doStream(call) {
      calls.push(call)
      return {
        stream: toStream(
          (async function* () {
            yield* parts
            await end()
          })(),
        ),
      }
    },
  }
}

const call = { prompt: [] } as ModelCall
async function read(model: Model, given: ModelCall = call): Promise<string> {
  const { stream } = await model.doStream(given)
  const parts: ModelPart[] = []
  for await (const part of stream as unknown as AsyncIterable<ModelPart>) parts.push(part)
  expect(parts.filter(({ type }) => type === 'text-start').length).toBe(
    parts.filter(({ type }) => type === 'text-end').length,
  )
  expect(parts.at(-1)?.type).toBe('finish')
  return parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('')
}

const never = () => new Promise<void>(() => {})
const soon = { firstMs: 30, nextMs: 30 }
const broken: [what: string, model: () => Model, said: string][] = [
  ['refuses', () => ({ ...modelOf([]), doStream: () => Promise.reject(new Error('503')) }), ''],
  ['never answers', () => ({ ...modelOf([]), doStream: () => new Promise(() => {}) }), ''],
  ['says nothing', () => modelOf([], never), ''],
  ['falls silent', () => modelOf(say('Half a '), never), 'Half a '],
  ['breaks off', () => modelOf(say('Half a ')), 'Half a '],
  ['throws', () => modelOf(say('Half a '), () => Promise.reject(new Error('gone'))), 'Half a '],
  [
    'says that it failed',
    () => modelOf([...say('Half a '), { type: 'error', error: new Error('overload') }]),
    'Half a ',
  ],
  [
    'ends without a reason',
    () => modelOf([...say('Half a '), { type: 'text-end', id: 'one' }, finish('other')]),
    'Half a ',
  ],
]
test.each(broken)('when the first model %s, the second continues', async (_what, first, said) => {
  const onFailure = vi.fn()
  expect(await read(withFallback(first(), router(), onFailure, soon))).toBe(`${said}The router speaks.`)
  expect(onFailure).toHaveBeenCalledOnce()
})

test('the parts of a working model are passed on unchanged', async () => {
  const onFailure = vi.fn()
  const first = modelOf([...say('All of it.'), { type: 'text-end', id: 'one' }, finish('stop')])
  expect(await read(withFallback(first, router(), onFailure, soon))).toBe('All of it.')
  expect(onFailure).not.toHaveBeenCalled()
})

test('a model that failed once is not called again in the same conversation', async () => {
  const first = modelOf(say('Half a '))
  const model = withFallback(first, router(), () => {}, soon)
  await read(model)
  expect(await read(model)).toBe('The router speaks.')
  expect(first.calls).toHaveLength(1)
})

test('when the caller disconnects, the first model is aborted and the second is not called', async () => {
  const leaving = new AbortController()
  const first = modelOf(say('Half a '), never)
  const second = router()
  const spy = vi.spyOn(second, 'doStream')
  const { stream } = await withFallback(first, second, () => {}, soon).doStream({
    ...call,
    abortSignal: leaving.signal,
  })
  const reader = stream.getReader()
  await reader.read()
  leaving.abort()
  await reader.cancel()
  expect(first.calls[0]?.abortSignal?.aborted).toBe(true)
  expect(spy).not.toHaveBeenCalled()
})
