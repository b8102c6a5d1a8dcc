import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { isWarning, namePart } from '#shop/health/parts.ts'
import { h, link, mailPage, text } from '#shop/mail/layout.ts'
import { shop } from '#shop.config.ts'

/** Times are ISO; `endedAt` is null while the incident lasts. `jobs` are the last dead letters, with the ids of their traces. */
export type NoticedIncident = {
  part: string
  note: string
  beganAt: string
  endedAt: string | null
  jobs: readonly { name: string; trace: string }[]
}

const moment = new Intl.DateTimeFormat(shop.locale, {
  timeZone: shop.timeZone,
  dateStyle: 'medium',
  timeStyle: 'short',
})
const write = (iso: string) => moment.format(new Date(iso))

/** Summarises incidents in one line: "Down: Mail", "Action needed: Keys", "Resolved: Mail". */
export function incidentsSubject(incidents: readonly NoticedIncident[]): string {
  const list = (title: string, belongs: (incident: NoticedIncident) => boolean) => {
    const names = incidents.filter(belongs).map(({ part }) => namePart(part))
    return names.length > 0 ? [`${title}: ${names.join(', ')}`] : []
  }
  return [
    ...list('Down', ({ part, endedAt }) => endedAt === null && !isWarning(part)),
    ...list('Action needed', ({ part, endedAt }) => endedAt === null && isWarning(part)),
    ...list('Resolved', ({ endedAt }) => endedAt !== null),
  ].join('. ')
}

/**
 * Tells the owner that a part of the shop fails, or works again.
 * @param siteUrl the shop's base URL
 */
export function incidentsMail(incidents: readonly NoticedIncident[], siteUrl: string): ReactElement {
  const subject = incidentsSubject(incidents)
  return mailPage(
    incidents.map(line).join(' '),
    `${subject}.`,
    ...incidents.map((incident) => h(Text, { key: incident.part, style: text }, line(incident))),
    ...incidents
      .flatMap(({ jobs }) => jobs)
      .map(({ name, trace }) =>
        h(
          Text,
          { key: trace + name, style: text },
          `${name}: `,
          h(Link, { href: `${siteUrl}/admin/traces/${trace}`, style: link }, 'see what ran'),
          '.',
        ),
      ),
    h(
      Text,
      { style: text },
      'The public status is on ',
      h(Link, { href: `${siteUrl}/status`, style: link }, 'the status page'),
      '.',
    ),
  )
}

function line({ part, note, beganAt, endedAt }: NoticedIncident): string {
  const name = namePart(part)
  if (endedAt === null) return `${name}: ${note}, since ${write(beganAt)}. We mail you again when it is resolved.`
  const minutes = Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(beganAt)) / 60_000))
  return `${name} has worked again since ${write(endedAt)}, after ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
}
