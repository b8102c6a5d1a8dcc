import { html } from 'hono/html'
import type { Mail } from '#local/mail/mails.ts'
import { moment } from '#local/mail/moment.ts'
import { resendPace } from '#local/mail/pace.ts'
import { page } from '#local/page.ts'

type Inbox = { mails: Mail[]; older: number | null; stopped: boolean; strict: boolean }

/** The inbox: one page of mails, newest first, and switches to try what becomes of the store when its mail service is away or slow. */
export function inboxPage({ mails, older, stopped, strict }: Inbox) {
  return page(
    'Inbox',
    'Every mail of this machine lands here; none leaves it. Reload to see new ones.',
    html`<style>
        ul { list-style: none; margin: 2rem 0; padding: 0 }
        li { padding: .75rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere }
      </style>
      ${stopped ? html`<p role="status">The service is stopped: the store is told 503 until it answers again.</p>` : ''}
      <form method="post" action="/console/${stopped ? 'answer' : 'stop'}">
        <button>${stopped ? 'Answer again' : 'Stop answering'}</button>
      </form>
      <form method="post" action="/console/${strict ? 'lenient' : 'strict'}">
        <p>
          ${
            strict
              ? `As strict as Resend: ${resendPace} requests a second, and no mail to example.com.`
              : 'As fast as asked, and to any address.'
          }
          <button>${strict ? 'Be lenient' : 'Be as strict as Resend'}</button>
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
