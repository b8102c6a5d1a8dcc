import type { ReactElement } from 'react'
import { Link, Text } from 'react-email'
import { shopTimeZone } from '#lib/days.ts'
import { namePart } from '#shop/health/parts.ts'
import { h, link, mailPage, text } from '#shop/mail/layout.ts'

/** Times are ISO; `endedAt` is null while it lasts. */
export type NoticedIncident = { part: string; note: string; beganAt: string; endedAt: string | null }

const moment = new Intl.DateTimeFormat('en-GB', { timeZone: shopTimeZone, dateStyle: 'medium', timeStyle: 'short' })
const write = (iso: string) => moment.format(new Date(iso))

/** What an incident mail is about, in a line: "Down: Mail", "Well again: Mail". */
export function incidentsSubject(incidents: readonly NoticedIncident[]): string {
  const list = (open: boolean) => incidents.filter(({ endedAt }) => (endedAt === null) === open)
  const name = (open: boolean) =>
    list(open)
      .map(({ part }) => namePart(part))
      .join(', ')
  return [name(true) && `Down: ${name(true)}`, name(false) && `Well again: ${name(false)}`].filter(Boolean).join('. ')
}

/**
 * Tells the owner that something does not work, or works again.
 * @param siteUrl where the shop is
 */
export function incidentsMail(incidents: readonly NoticedIncident[], siteUrl: string): ReactElement {
  const subject = incidentsSubject(incidents)
  return mailPage(
    incidents.map(line).join(' '),
    `${subject}.`,
    ...incidents.map((incident) => h(Text, { key: incident.part, style: text }, line(incident))),
    h(
      Text,
      { style: text },
      'What everybody sees of it is on ',
      h(Link, { href: `${siteUrl}/status`, style: link }, 'the status page'),
      '.',
    ),
  )
}

function line({ part, note, beganAt, endedAt }: NoticedIncident): string {
  const name = namePart(part)
  if (endedAt === null) return `${name}: ${note}, since ${write(beganAt)}. You hear of it again when it is over.`
  const minutes = Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(beganAt)) / 60_000))
  return `${name} works again since ${write(endedAt)}, after ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
}
