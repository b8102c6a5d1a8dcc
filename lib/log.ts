import { redact } from '#lib/redact.ts'
import { activeSpan, addLogLine } from '#lib/span.ts'
import { logFields } from '#lib/trace.ts'

type Level = 'info' | 'warn' | 'error'
export type Fields = Readonly<Record<string, unknown>>

export type Log = {
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
}

/**
 * A log that writes one JSON object per line: time, level, message, then the fields of the current scope, the active span and the call.
 * The span gets the line too.
 * @param base fields of every line, such as `{ scope: 'cart' }`
 */
export function createLog(base: Fields = {}): Log {
  const write = (level: Level, message: string, fields: Fields = {}) => {
    const said = { message: String(redact(message)), fields: { ...base, ...(redact(fields) as Fields) } }
    addLogLine(level, said.message, said.fields)
    const span = activeSpan()
    const scope = { ...logFields(), ...(span ? { span: span.name, span_id: span.id } : {}) }
    const text = JSON.stringify({
      time: new Date().toISOString(),
      level,
      message: said.message,
      ...scope,
      ...said.fields,
    })
    if (level === 'error') console.error(text)
    else console.log(text)
  }
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  }
}
