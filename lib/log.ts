import { cut } from '#lib/cut.ts'
import { logFields } from '#lib/trace.ts'

type Level = 'info' | 'warn' | 'error'
export type Fields = Readonly<Record<string, unknown>>

export type Log = {
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
}

const secret = /(secret|token|password|authorization|cookie|card|cvc|access_?key|api_?key)/i
const personal = /^(e?mail|name|phone|address|line1|line2|city|postal_?code|customer)$/i
const mailAddress = /[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}/gi

/** Removes personal data and secrets from a value before it is logged; ids, numbers and codes stay. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(cut(value, 2200).replace(mailAddress, '[mail]'), 2000)
  if (value instanceof Error)
    return { name: value.name, message: redact(value.message), stack: redact(value.stack ?? '') }
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secret.test(key) || personal.test(key) ? '[redacted]' : redact(inner, depth + 1),
    ]),
  )
}

/**
 * A log that writes one JSON object per line: time, level, message, then the fields of the current scope and of the call.
 * @param base fields of every line, such as `{ scope: 'cart' }`
 */
export function createLog(base: Fields = {}): Log {
  const write = (level: Level, message: string, fields: Fields = {}) => {
    const line = { time: new Date().toISOString(), level, message: redact(message), ...logFields(), ...base }
    const text = JSON.stringify({ ...line, ...(redact(fields) as Fields) })
    if (level === 'error') console.error(text)
    else console.log(text)
  }
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  }
}
