/** Values of a field that are names: the days of the week, from 1 for Sunday. */
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/**
 * Whether a schedule of EventBridge is due at a minute, for the forms that the template uses: `rate(n minutes)`, counted from
 * midnight, and `cron(…)` with numbers, names, `*` and `?`. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @throws Error for another form
 */
export function isDue(expression: string, at: Date): boolean {
  const [, every, unit] = /^rate\((\d+) (minutes?)\)$/.exec(expression) ?? []
  if (unit) return (at.getUTCHours() * 60 + at.getUTCMinutes()) % Number(every) === 0
  const fields = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) \*\)$/.exec(expression)?.slice(1)
  if (!fields) throw new Error(`Unknown form of a schedule: ${expression}`)
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay() + 1]
  return fields.every((field, index) => {
    if (field === '*' || field === '?') return true
    const named = days.indexOf(field) + 1
    const wanted = named || Number(field)
    if (Number.isNaN(wanted)) throw new Error(`Unknown field of a schedule: ${field}`)
    return wanted === values[index]
  })
}
