// Shows the log of the local store in colour, the newest last: `npm run logs -- --trace <digits>` or `npm run logs -- --order NL-1001`.
//   --trace <digits>   the first digits of a trace are enough; also what an error page showed
//   --order <number>   the lines of an order's trace; the local store must run
//   --data <path>      the data are in this folder instead of .nightlight
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { keys } from '#local/settings.ts'

export type LogLine = Record<string, unknown> & { time: string; level: string; message: string }

/** The JSON lines of a log; others, such as Next's own, are left out. */
export function readLines(text: string): LogLine[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return []
    try {
      const parsed = JSON.parse(line) as LogLine
      return typeof parsed.time === 'string' && typeof parsed.message === 'string' ? [parsed] : []
    } catch {
      // A line that was cut off when the store was killed.
      return []
    }
  })
}

/** Lines of a trace that begins with these digits, or that say why a page with this digest failed. */
export const ofTrace = (lines: readonly LogLine[], reference: string): LogLine[] =>
  lines.filter(({ trace, digest }) => String(trace ?? '').startsWith(reference) || digest === reference)

const colours = { info: 'green', warn: 'yellow', error: 'red' } as const

/** A line for people: time, level, function, span, message, then the other fields. */
export function showLine(line: LogLine): string {
  const { time, level, message, function: name, span, trace: _trace, run: _run, span_id: _id, ...fields } = line
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [
    styleText('dim', time.slice(11, 23)),
    styleText(colours[level as keyof typeof colours] ?? 'white', level.padEnd(5)),
    styleText('bold', String(name ?? 'pages')),
    ...(span ? [styleText('cyan', `[${span}]`)] : []),
    message,
    styleText('dim', rest.join(' ')),
  ].join(' ')
}

/** The trace of an order, from the running store. @throws Error when there is no such order, or no store */
async function traceOfOrder(directory: string, number: string): Promise<string> {
  const { supabase } = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8')) as { supabase: number }
  const url = `http://127.0.0.1:${supabase}/rest/v1/orders?select=trace&number=eq.${encodeURIComponent(number.toUpperCase())}`
  const headers = { apikey: keys.supabaseSecret, authorization: `Bearer ${keys.supabaseSecret}` }
  const response = await fetch(url, { headers }).catch(() => null)
  if (!response?.ok) throw new Error('The local store does not answer: start it with `npm start`, or give --trace.')
  const [order] = (await response.json()) as { trace: string }[]
  const trace = order?.trace.split('-')[1]
  if (!trace) throw new Error(`There is no order ${number}.`)
  return trace
}

/** The pages of the admin that show the traces of lines. @param store its address */
export const tracePages = (lines: readonly LogLine[], store: string): string[] =>
  [...new Set(lines.flatMap(({ trace }) => (typeof trace === 'string' ? [trace] : [])))].map(
    (trace) => `${store}/admin/traces/${trace}`,
  )

/** The address of the local store, running or not. */
function readStore(directory: string): string {
  const { store } = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8')) as { store: number }
  return `http://localhost:${store}`
}

async function main(): Promise<void> {
  const options = { trace: { type: 'string' }, order: { type: 'string' }, data: { type: 'string' } } as const
  const { values } = parseArgs({ options })
  const directory = values.data ?? join(import.meta.dirname, '..', '.nightlight')
  const log = join(directory, 'store.log')
  if (!existsSync(log)) throw new Error(`There is no log at ${log}: start the store with \`npm start\`.`)
  const texts = [`${log}.1`, log].map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
  const lines = readLines(texts.join('\n'))
  const trace = values.order ? await traceOfOrder(directory, values.order) : values.trace?.toLowerCase()
  const shown = trace === undefined ? lines.slice(-200) : ofTrace(lines, trace)
  for (const line of shown) console.log(showLine(line))
  if (shown.length === 0) console.log('No line of the log is about this.')
  if (trace !== undefined) for (const address of tracePages(shown, readStore(directory))) console.log(`\n${address}`)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
