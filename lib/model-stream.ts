import type { ModelPart, ModelStream } from '#lib/model.ts'

/** Parts as a stream that asks for the next one when its reader does, and stops asking when the reader has gone. */
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

/** The parts of a stream, one by one; the stream is left when the loop over them is. */
export async function* partsOf(stream: ModelStream): AsyncGenerator<ModelPart> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    reader.cancel().catch(() => {})
  }
}
