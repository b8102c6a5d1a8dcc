import { type FunctionDefinition, limitsOf } from '#functions/runtime/define.ts'
import type { Defined } from '#scripts/definitions.ts'

/**
 * Replaces the part of a document between `<!-- generated: name -->` and `<!-- end -->`.
 * @throws Error when the document has no such part
 */
export function replacePart(document: string, name: string, text: string): string {
  const begin = `<!-- generated: ${name} -->\n`
  const start = document.indexOf(begin)
  const end = document.indexOf('<!-- end -->', start)
  if (start < 0 || end < 0) throw new Error(`The document has no part "${name}".`)
  return `${document.slice(0, start + begin.length)}\n${text}\n\n${document.slice(end)}`
}

/** The table of all functions: trigger, limits, and the first sentence of the docstring. */
export function writeFunctionTable(defined: readonly Defined[]): string {
  const rows = defined.map(({ definition, about }) => {
    const { seconds, memory } = limitsOf(definition)
    return `| \`${definition.name}\` | ${describeTrigger(definition)} | ${seconds} s, ${memory} MB | ${about} |`
  })
  return ['| function | woken by | may use | what it does |', '|---|---|---|---|', ...rows].join('\n')
}

function describeTrigger({ trigger }: FunctionDefinition): string {
  if (trigger.kind === 'http') return `anyone, ${trigger.method}`
  if (trigger.kind !== 'cron') return trigger.kind
  const { schedule } = trigger
  return typeof schedule === 'string' ? inWords(schedule) : `${inWords(schedule(1))}, or at a slower pace`
}

const weekdays = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays']

/** A cron expression in UTC as words; a rare form stays as it is. */
export function inWords(cron: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.split(' ')
  const rest = [hour, day, month, weekday].join(' ')
  if (rest === '* * * *') {
    if (minute === '*') return 'every minute'
    return minute.startsWith('*/') ? `every ${minute.slice(2)} minutes` : `minute ${minute} of every hour`
  }
  if (!/^\d+ \d+ (\*|\d+) \* (\*|[0-6])$/.test(cron)) return `\`${cron}\``
  const time = `${hour}:${minute.padStart(2, '0')}`
  if (day !== '*') return weekday === '*' ? `day ${day} of the month, ${time}` : `\`${cron}\``
  return weekday === '*' ? `daily, ${time}` : `${weekdays[Number(weekday)]}, ${time}`
}
