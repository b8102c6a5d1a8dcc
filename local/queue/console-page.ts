import { html } from 'hono/html'
import { page } from '#local/page.ts'
import type { Cron } from '#local/queue/context.ts'
import type { Event } from '#local/queue/store/events.ts'
import type { Message } from '#local/queue/store/messages.ts'
import type { Schedule } from '#local/queue/store/schedules.ts'

export type ConsoleData = {
  now: number
  living: Message[]
  livingCount: number
  dead: Message[]
  deadCount: number
  delivered: Event[]
  schedules: Schedule[]
  crons: Cron[]
}

export function consolePage(data: ConsoleData) {
  return page(
    'Queue',
    'Waiting, failed and delivered messages. Reload the page to update it.',
    html`${pendingMessages(data)} ${deadLetters(data)} ${recent(data)} ${cronTable(data)} ${planned(data)}`,
  )
}

function pendingMessages({ living, livingCount, now }: ConsoleData) {
  const rows = living.map(
    (message) => html`<tr>
      <td><code>${pathOf(message.url)}</code>${message.queue && html`<br /><span class="quiet">queue ${message.queue}</span>`}</td>
      <td>${stateOf(message, now)}<br />${moment(message.notBefore, now)}</td>
      <td class="number">${message.attempts} of ${message.options.retries + 1}</td>
      <td class="number">${status(message.responseStatus)}</td>
      <td><code>${textOf(message.body)}</code></td>
      <td>
        ${
          message.state === 'waiting' &&
          html`<form method="post" action="/console/messages/${message.id}/deliver">
            <button aria-label="Deliver now ${pathOf(message.url)}">Deliver now</button>
          </form>`
        }
      </td>
    </tr>`,
  )
  const heads = html`<th>Path</th><th>When</th><th class="number">Attempts</th><th class="number">Last status</th><th>Body</th><th>Action</th>`
  return section(`Pending (${livingCount})`, heads, rows, 'No message is pending.')
}

function deadLetters({ dead, deadCount, now }: ConsoleData) {
  const rows = dead.map(
    (message) => html`<tr>
      <td><code>${pathOf(message.url)}</code></td>
      <td>${moment(Number(message.dlqId?.split('-')[0]), now)}</td>
      <td class="number">${message.attempts + 1}</td>
      <td class="number">${status(message.responseStatus)}</td>
      <td><code>${textOf(message.responseBody ?? new Uint8Array())}</code></td>
      <td><code>${textOf(message.body)}</code></td>
      <td>
        <form method="post" action="/console/dead-letters/${message.dlqId}/replay">
          <button aria-label="Replay ${pathOf(message.url)}">Replay</button>
        </form>
      </td>
    </tr>`,
  )
  const heads = html`<th>Path</th><th>Failed</th><th class="number">Attempts</th><th class="number">Last status</th><th>Answer</th><th>Body</th><th>Action</th>`
  return section(`Dead letters (${deadCount})`, heads, rows, 'There are no dead letters.')
}

function recent({ delivered, now }: ConsoleData) {
  const rows = delivered.map(
    (event) => html`<tr>
      <td><code>${pathOf(event.url)}</code></td>
      <td>${moment(event.time, now)}</td>
      <td class="number">${status(event.responseStatus ?? null)}</td>
      <td><code>${event.responseBody?.slice(0, 200)}</code></td>
    </tr>`,
  )
  const heads = html`<th>Path</th><th>When</th><th class="number">Status</th><th>Answer</th>`
  return section('Recent deliveries', heads, rows, 'No message has been delivered yet.')
}

/** The crons of vercel.json, which the local scheduler calls; `npm run dev -- --cron <name>` calls one now. */
function cronTable({ crons, now }: ConsoleData) {
  const rows = crons.map(
    ({ path, schedule, next, last }) => html`<tr>
      <td><code>${path}</code></td>
      <td><code>${schedule}</code> UTC</td>
      <td>${moment(next, now)}</td>
      <td>${last === null ? 'never' : moment(last, now)}</td>
    </tr>`,
  )
  const heads = html`<th>Path</th><th>Cron</th><th>Next run</th><th>Last run</th>`
  return section('Crons', heads, rows, 'The scheduler has not started.')
}

function planned({ schedules, now }: ConsoleData) {
  const rows = schedules.map(
    (schedule) => html`<tr>
      <td><code>${pathOf(schedule.destination)}</code></td>
      <td><code>${schedule.cron}</code> UTC</td>
      <td>${schedule.paused ? 'paused' : moment(schedule.dueAt, now)}</td>
      <td>${schedule.lastAt === null ? 'never' : moment(schedule.lastAt, now)}</td>
    </tr>`,
  )
  const heads = html`<th>Path</th><th>Cron</th><th>Next run</th><th>Last run</th>`
  return section('Schedules', heads, rows, 'No schedule is set.')
}

type Html = ReturnType<typeof html>

const section = (title: string, heads: Html, rows: Html[], empty: string) => html`
  <h2>${title}</h2>
  ${
    rows.length === 0
      ? html`<p class="quiet">${empty}</p>`
      : html`<div class="scroll" role="region" aria-label="${title}" tabindex="0">
          <table>
            <thead><tr>${heads}</tr></thead>
            <tbody>${rows}</tbody>
          </table>
        </div>`
  }`

function stateOf(message: Message, now: number): string {
  if (message.state === 'active') return 'in flight'
  if (message.attempts > 0) return 'retrying'
  return message.notBefore > now ? 'delayed' : 'waiting'
}

/** A relative time; the element's `datetime` has the exact one. */
function moment(time: number, now: number) {
  const exact = new Date(time).toISOString()
  return html`<time datetime="${exact}" title="${exact}">${inWords(Math.round((time - now) / 1000))}</time>`
}

function inWords(seconds: number): string {
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (Math.abs(seconds) < 90) return format.format(seconds, 'second')
  if (Math.abs(seconds) < 5400) return format.format(Math.round(seconds / 60), 'minute')
  if (Math.abs(seconds) < 172_800) return format.format(Math.round(seconds / 3600), 'hour')
  return format.format(Math.round(seconds / 86_400), 'day')
}

const pathOf = (url: string) => new URL(url).pathname
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8').slice(0, 2000)
function status(code: number | null): string {
  if (code === null) return '–'
  return code === 0 ? 'no answer' : String(code)
}
