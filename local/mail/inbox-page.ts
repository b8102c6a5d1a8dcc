import { html } from 'hono/html'
import type { Mail } from '#local/mail/mails.ts'
import { moment } from '#local/mail/moment.ts'
import { resendPace } from '#local/mail/pace.ts'
import { page } from '#local/page.ts'

type Inbox = { mails: Mail[]; older: number | null; stopped: boolean; strict: boolean }

/** The inbox: a page of mails, newest first, and buttons that simulate an outage and Resend's limits. */
export function inboxPage({ mails, older, stopped, strict }: Inbox) {
  return page(
    'Inbox',
    'All mails of the local store are here; none is sent. Reload the page to see new mails.',
    html`<style>
        ul { list-style: none; margin: 2rem 0; padding: 0 }
        li { padding: .75rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere }
      </style>
      ${stopped ? html`<p role="status">An outage is simulated: every API call gets 503.</p>` : ''}
      <form method="post" action="/console/${stopped ? 'answer' : 'stop'}">
        <button>${stopped ? 'End the outage' : 'Simulate an outage'}</button>
      </form>
      <form method="post" action="/console/${strict ? 'lenient' : 'strict'}">
        <p>
          ${
            strict
              ? `Resend's limits: ${resendPace} requests a second, and no mail to example.com.`
              : 'No limits: any number of requests a second, and mail to any address.'
          }
          <button>${strict ? 'Remove the limits' : "Use Resend's limits"}</button>
        </p>
      </form>
      ${mails.length === 0 ? html`<p>No mail yet.</p>` : html`<ul>${mails.map(entry)}</ul>`}
      ${older === null ? '' : html`<p><a href="/?before=${older}">Older mails</a></p>`}`,
  )
}

const entry = ({ id, subject, to, created }: Mail) =>
  html`<li>
    <a href="/inbox/${id}">${subject}</a><br />
    <span class="quiet">to ${to.join(', ')}, ${moment(created)}</span>
  </li>`
