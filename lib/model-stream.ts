import type { ModelPart, ModelStream } from '#lib/model.ts'

/** Makes a stream of a generator. The stream reads a part when its reader asks for one, and stops when it is cancelled. */
export function toStream(parts: AsyncGenerator<ModelPart>): ModelStream {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}

/** Iterates over the parts of a stream, and cancels the stream when the loop ends early. */
export async function* partsOf(stream: ModelStream): AsyncGenerator<ModelPart> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    reader.cancel().catch(() => {})
  }
}
