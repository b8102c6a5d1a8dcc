import { html } from 'hono/html'
import { getLook } from '#local/look.ts'

/** A time in the time zone of this machine, where the reader is too. */
export function moment(time: number) {
  return html`<time datetime="${new Date(time).toISOString()}">${new Date(time).toLocaleString(getLook().locale, { dateStyle: 'medium', timeStyle: 'medium' })}</time>`
}
