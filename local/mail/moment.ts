import { html } from 'hono/html'

const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** A time in the zone of this machine, which is the reader's too. */
export function moment(time: number) {
  return html`<time datetime="${new Date(time).toISOString()}">${format.format(time)}</time>`
}
