import type { Run } from '#shop/runs/types.ts'

export const triggerWords: Readonly<Record<Run['trigger'], string>> = {
  http: 'Request',
  webhook: 'Webhook',
  queue: 'Queue',
  cron: 'Schedule',
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Pairs of units: from how many milliseconds on, both in milliseconds, and their names. */
const units = [
  [86_400_000, 86_400_000, 3_600_000, 'd', 'h'],
  [3_600_000, 3_600_000, 60_000, 'h', 'min'],
  [0, 60_000, 1000, 'min', 's'],
] as const

/** A duration in words of its size, such as `0.4 ms`, `87 ms`, `1.2 s`, `4 min 10 s`, `2 d 3 h`. @param ms milliseconds */
export function writeDuration(ms: number): string {
  if (ms < 10) return `${number.format(ms)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${number.format(ms / 1000)} s`
  const [, large, small, first, second] = units.find(([from]) => ms >= from) ?? units[2]
  const whole = Math.floor(ms / large)
  const rest = Math.floor((ms - whole * large) / small)
  return rest > 0 ? `${whole} ${first} ${rest} ${second}` : `${whole} ${first}`
}

/** A part of a whole in percent, such as `4 %`; nothing of nothing is empty. */
export function writeShare(part: number, whole: number): string {
  if (whole === 0) return ''
  const percent = (100 * part) / whole
  return `${percent > 0 && percent < 1 ? '<1' : Math.round(percent)} %`
}
