import { html } from 'hono/html'
import { findLinks, type Link } from '#local/mail/links.ts'
import type { Attachment, Mail } from '#local/mail/mails.ts'
import { moment } from '#local/mail/moment.ts'
import { showPictures } from '#local/mail/pictures.ts'
import { page } from '#local/page.ts'

/** One mail: its headers, its HTML without scripts, its links as plain anchors, its text. */
export function mailPage(mail: Mail) {
  return page(
    mail.subject,
    `To ${mail.to.join(', ')}`,
    html`<style>
        h1, p, li, td { overflow-wrap: anywhere }
        th { width: 7rem }
        iframe { display: block; width: 100%; height: 36rem; margin: 1.5rem 0; border: 1px solid var(--line);
          background: #fff; color-scheme: light; resize: vertical }
        details { margin-top: 2rem }
      </style>
      <p><a href="/">Inbox</a></p>
      ${headers(mail)} ${mail.html === null ? '' : rendered(showPictures(mail.html, mail))} ${linkList(findLinks(mail))} ${plain(mail)}`,
  )
}

function headers(mail: Mail) {
  const { from, cc, bcc, reply_to: replyTo, created, tags, attachments } = mail
  const rows: [string, unknown][] = [
    ['From', from],
    ['Cc', cc?.join(', ')],
    ['Bcc', bcc?.join(', ')],
    ['Reply to', replyTo?.join(', ')],
    ['Time', moment(created)],
    ...Object.entries(mail.headers),
    ['Tags', tags.map(({ name, value }) => `${name}: ${value}`).join(', ')],
    ['Attached', attachments.map(nameOf).join(', ')],
  ]
  return html`<table>
    <tbody>
      ${rows.filter(([, value]) => value).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
    </tbody>
  </table>`
}

function nameOf({ filename, content, path }: Attachment): string {
  const name = filename ?? path ?? 'unnamed'
  return content === null ? name : `${name} (${Buffer.byteLength(content, 'base64')} bytes)`
}

// Links open in a new window outside the sandbox, in which a page could neither run scripts nor keep a session.
const rendered = (markup: string) =>
  html`<iframe
    title="The mail as HTML"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${`<base target="_blank">${markup}`}"
  ></iframe>`

const linkList = (links: Link[]) => html`
  <h2>Links in this mail</h2>
  ${
    links.length === 0
      ? html`<p class="quiet">None.</p>`
      : html`<ul>
          ${links.map(
            ({ href, label }) => html`<li>
              <a href="${href}" rel="noreferrer">${label}</a>
              ${label === href ? '' : html`<br /><code class="quiet">${href}</code>`}
            </li>`,
          )}
        </ul>`
  }`

function plain({ id, html: markup, text }: Mail) {
  const source = markup === null ? '' : html`<p><a href="/inbox/${id}/html">Only the HTML</a></p>`
  if (text === null) return source
  return html`<details ${markup === null ? 'open' : ''}>
      <summary>Text version</summary>
      <pre>${text}</pre>
    </details>
    ${source}`
}
