import { cut } from '#lib/cut.ts'

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
