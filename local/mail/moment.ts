import { html } from 'hono/html'
import { getLook } from '#local/look.ts'

/** A time in the zone of this machine, which is the reader's too. */
export function moment(time: number) {
  return html`<time datetime="${new Date(time).toISOString()}">${new Date(time).toLocaleString(getLook().locale, { dateStyle: 'medium', timeStyle: 'medium' })}</time>`
}
