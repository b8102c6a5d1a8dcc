import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

/** Mistakes that an adapter could have, as changes of its code. The suite must see each of them. */
export const plants: Record<string, readonly [code: string, mistake: string]> = {
  'a cookie is lost': [
    'run(withTraceOf(raw))',
    "run(withTraceOf(raw)).then((answer) => (answer.headers.delete('set-cookie'), answer))",
  ],
  'the body is parsed': [
    'run(withTraceOf(raw))',
    'raw.text().then((text) => run(withTraceOf(new Request(raw.url, { method: raw.method, headers: raw.headers, body: text ? JSON.stringify(JSON.parse(text)) : null }))))',
  ],
  'a failure is swallowed': ["if (outcome.kind !== 'done') throw", "if (outcome.kind === 'never ever') throw"],
  'the trace is dropped': ['run(withTraceOf(raw))', 'run(raw)'],
  'a whole batch is acknowledged': [
    'items.map(({ messageId }) => ({ itemIdentifier: messageId }))',
    'items.slice(0, 0)',
  ],
  'a message fails those beside it': [
    'items.map(({ messageId }) => ({ itemIdentifier: messageId }))',
    'event.Records.map(({ messageId }) => ({ itemIdentifier: messageId }))',
  ],
  'the handler takes a callback': [
    'return async (event, context) => {',
    'return async (event, context, _callback) => {',
  ],
}

/** The mistake that PLANT names, for the adapter in a package. @throws Error when the adapter has no such code any more */
export function planted(name = process.env.PLANT): Plugin[] {
  if (!name) return []
  const [code, mistake] = plants[name] ?? []
  if (!code || !mistake) throw new Error(`PLANT must be one of: ${Object.keys(plants).join('; ')}.`)
  return [
    {
      name: 'planted',
      setup({ onLoad }) {
        onLoad({ filter: /aws-lambda\/adapter\.ts$/ }, ({ path }) => {
          const text = readFileSync(path, 'utf8')
          if (!text.includes(code)) throw new Error(`The adapter has no code for the mistake: ${name}.`)
          return { contents: text.replace(code, mistake), loader: 'ts' }
        })
      },
    },
  ]
}
