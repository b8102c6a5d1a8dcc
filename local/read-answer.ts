/** An answer of the assistant, from its stream: its text, the cards and the names of its tools, and its errors. */
export type ReadAnswer = { text: string; cards: Record<string, unknown>[]; tools: string[]; errors: string[] }

type Chunk = { type: string; delta?: string; output?: Record<string, unknown>; toolName?: string; errorText?: string }

/** Reads a UI message stream (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol#data-stream-protocol), for tests. */
export function readAnswer(stream: string): ReadAnswer {
  const lines = stream.split('\n').filter((line) => line.startsWith('data: {'))
  const chunks = lines.map((line) => JSON.parse(line.slice(6)) as Chunk)
  return {
    text: chunks
      .map(({ type, delta = '' }) => (type === 'text-end' ? '\n' : delta))
      .join('')
      .trim(),
    cards: chunks.flatMap(({ type, output }) => (type === 'tool-output-available' && output ? [output] : [])),
    tools: chunks.flatMap(({ type, toolName }) => (type === 'tool-input-available' && toolName ? [toolName] : [])),
    errors: chunks.flatMap(({ errorText }) => errorText ?? []),
  }
}
