const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

const minute = 60_000
const day = 1440 * minute

/**
 * When a cron expression of five fields (lists, ranges, steps; UTC) runs next, strictly after a time.
 * Both in Unix milliseconds. Null when the expression cannot be read or names a day that never comes.
 */
export function nextRun(cron: string, after: number): number | null {
  const fields = readFields(cron)
  if (!fields) return null
  const [minutes, hours, days, months, weekdays] = fields
  const [, , dayText, , weekdayText] = cron.trim().split(/\s+/)
  const matchesDay = (date: Date) => {
    if (!months.has(date.getUTCMonth() + 1)) return false
    const byDay = days.has(date.getUTCDate())
    const byWeekday = weekdays.has(date.getUTCDay())
    // Classic cron: when both day fields are restricted, either one is enough.
    return dayText?.startsWith('*') || weekdayText?.startsWith('*') ? byDay && byWeekday : byDay || byWeekday
  }
  let time = Math.floor(after / minute) * minute + minute
  // Eight years reach every 29 February there is, even over a century without one.
  const end = time + 8 * 366 * day
  while (time < end) {
    const date = new Date(time)
    if (!matchesDay(date)) time = Math.floor(time / day) * day + day
    else if (!hours.has(date.getUTCHours())) time = Math.floor(time / (60 * minute)) * 60 * minute + 60 * minute
    else if (!minutes.has(date.getUTCMinutes())) time += minute
    else return time
  }
  return null
}

type Fields = [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>]

function readFields(cron: string): Fields | null {
  const texts = cron.trim().split(/\s+/)
  if (texts.length !== bounds.length) return null
  const sets = bounds.map(([low, high], index) => readField(texts[index] ?? '', low, high))
  const [minutes, hours, days, months, weekdays] = sets
  if (!minutes || !hours || !days || !months || !weekdays) return null
  if (weekdays.has(7)) weekdays.add(0)
  return [minutes, hours, days, months, weekdays]
}

function readField(text: string, low: number, high: number): Set<number> | null {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) return null
    const [, star, from, to, step] = match
    const first = star ? low : Number(from)
    const last = star || (step && !to) ? high : Number(to ?? from)
    const stride = Number(step ?? 1)
    if (first < low || last > high || first > last || stride < 1) return null
    for (let value = first; value <= last; value += stride) values.add(value)
  }
  return values
}
