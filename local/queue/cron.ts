// The lowest and highest value of each field, and the names of its values.
const fields = [
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { low: 0, high: 7, names: 'sun mon tue wed thu fri sat'.split(' ') },
]
type Field = (typeof fields)[number]

const descriptors: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

const minute = 60_000
const day = 1440 * minute

/**
 * The next run of a cron expression, strictly after a time. It reads five fields in UTC with lists, ranges, steps, `?` and names
 * (`MON-FRI`, `JAN`), or a descriptor such as `@daily`.
 * Both times are Unix milliseconds. Null when the expression is invalid or names a day that never comes.
 */
export function nextRun(cron: string, after: number): number | null {
  const texts = (descriptors[cron.trim()] ?? cron.trim().replaceAll('?', '*')).split(/\s+/)
  const [minutes, hours, days, months, weekdays] = readFields(texts)
  if (!minutes || !hours || !days || !months || !weekdays) return null
  const [, , dayText, , weekdayText] = texts
  const matchesDay = (date: Date) => {
    if (!months.has(date.getUTCMonth() + 1)) return false
    const byDay = days.has(date.getUTCDate())
    const byWeekday = weekdays.has(date.getUTCDay())
    // As in classic cron, when both day fields are restricted, a day has to match only one of them.
    return dayText?.startsWith('*') || weekdayText?.startsWith('*') ? byDay && byWeekday : byDay || byWeekday
  }
  let time = Math.floor(after / minute) * minute + minute
  // Eight years always contain a 29 February, even around a century without one.
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

function readFields(texts: string[]): (Set<number> | null)[] {
  if (texts.length !== fields.length) return []
  const sets = fields.map((field, index) => readField(texts[index] ?? '', field))
  if (sets[4]?.has(7)) sets[4].add(0)
  return sets
}

function readField(text: string, { low, high, names = [] }: Field): Set<number> | null {
  const read = (value: string) => {
    const index = names.indexOf(value.toLowerCase())
    return index < 0 ? Number(value) : index + low
  }
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) return null
    const [, star, from = '', to, step] = match
    const first = star ? low : read(from)
    const last = star || (step && !to) ? high : read(to ?? from)
    const stride = Number(step ?? 1)
    // Negated, so that NaN is refused too.
    if (!(first >= low && last <= high && first <= last && stride >= 1)) return null
    for (let value = first; value <= last; value += stride) values.add(value)
  }
  return values
}
