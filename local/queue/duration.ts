import { ApiError } from '#local/queue/api-error.ts'

const units: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/**
 * Reads a duration as Go writes it (`10s`, `1h30m`, `500ms`) into milliseconds; a number without a unit is seconds.
 * Null when the text is not a duration.
 */
export function readDuration(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d))+$/.test(text)) return null
  let total = 0
  for (const [, count, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g))
    total += Number(count) * (units[unit] ?? 0)
  return total
}

/** Like `readDuration`. @throws ApiError 400 naming the header, when the text is not a duration */
export function parseDuration(header: string, text: string): number {
  const duration = readDuration(text.trim())
  if (duration === null) throw new ApiError(400, `invalid ${header}: ${text}`)
  return duration
}
