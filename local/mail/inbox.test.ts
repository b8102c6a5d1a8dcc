import { get } from 'node:http'
import { expect, test } from 'vitest'
import { openBench, receipt } from '#local/mail/testing.ts'

test('an empty inbox has a sentence instead of a list', async () => {
  const { read } = await openBench()
  const { status, body } = await read('/')
  expect(status).toBe(200)
  expect(body).toContain('<h1>Inbox</h1>')
  expect(body).toContain('No mail yet.')
})

test('the inbox lists sent and delivered mails, newest first, in pages', async () => {
  const { resend, deliver, read } = await openBench()
  await resend.batch.send(Array.from({ length: 55 }, (_, index) => ({ ...receipt, subject: `Mail ${index + 1}.` })))
  deliver({ to: 'jonas@example.com', subject: 'Sign in', html: '<p>123456</p>', text: '123456' })
  const { body } = await read('/')
  expect(body.indexOf('Sign in')).toBeGreaterThan(0)
  expect(body.indexOf('Sign in')).toBeLessThan(body.indexOf('Mail 55.'))
  expect(body).toContain('jonas@example.com')
  expect(body).not.toContain('Mail 1.')
  const older = /href="(\/\?before=\d+)"/.exec(body)?.[1]
  const last = await read(older ?? '')
  expect(last.body).toContain('Mail 1.')
  expect(last.body).not.toContain('Older mails')
})

test('the page of a mail has its subject as title, its links and its text', async () => {
  const { resend, read } = await openBench()
  const { data } = await resend.emails.send(receipt)
  const { body } = await read(`/inbox/${data?.id}`)
  expect(body).toContain(`<h1>${receipt.subject}</h1>`)
  expect(body).toMatch(/<a href="http:\/\/localhost:3000\/orders\/1\?key=a&amp;b=c"[^>]*>Your order<\/a>/)
  expect(body).toContain('<summary>Text version</summary>')
  const iframe = /<iframe[\s\S]*?<\/iframe>/.exec(body)?.[0] ?? ''
  expect(iframe).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(iframe).not.toContain('allow-scripts')
})

test('a hostile mail cannot add markup to the pages', async () => {
  const { resend, read } = await openBench()
  const attack = '"></iframe><script>alert(1)</script><img src=x onerror=alert(2)>'
  const { data } = await resend.emails.send({
    from: '"/onload=alert(3) & <mara@shop.example>',
    to: 'mara@example.com',
    subject: attack,
    html: `<p>Hello</p>${attack}<a href="javascript:alert(4)">click</a>`,
    text: `</pre>${attack}`,
    headers: { 'X-Attack': attack },
    attachments: [{ filename: attack, content: 'eA==' }],
  })
  const list = await read('/')
  const mail = await read(`/inbox/${data?.id}`)
  for (const { body, headers } of [list, mail]) {
    expect(body).not.toMatch(/<script|<img|href="javascript/i)
    expect(body).toContain('&lt;script&gt;')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('script-src')
  }
  expect(mail.body.match(/<\/iframe>/g)).toHaveLength(1)
})

test('the HTML of a mail is served unchanged, under a policy without scripts', async () => {
  const { resend, read } = await openBench()
  const html = '<script>alert(1)</script><p>Hello</p>'
  const { data } = await resend.emails.send({ ...receipt, html })
  const { body, headers } = await read(`/inbox/${data?.id}/html`)
  expect(body).toBe(html)
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/; sandbox allow-popups allow-popups-to-escape-sandbox$/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('the page shows an inline image of the mail in its place, and no other file', async () => {
  const { resend, read } = await openBench()
  const picture = (contentId: string, contentType: string, content: string) => {
    return { filename: `${contentId}.png`, contentId, contentType, content }
  }
  const html = `<img src="cid:chart"><img src='cid:other'><img src="cid:page"><p>cid:chart</p>`
  const attachments = [picture('chart', 'image/png', 'iVBORw0KGgo='), picture('page', 'text/html', 'PHNjcmlwdD4=')]
  const { data, error } = await resend.emails.send({ ...receipt, html, attachments })
  expect(error).toBeNull()
  const shown = html.replace('"cid:chart"', '"data:image/png;base64,iVBORw0KGgo="')
  expect((await read(`/inbox/${data?.id}/html`)).body).toBe(shown)
  const { body } = await read(`/inbox/${data?.id}`)
  expect(body).toContain('&quot;data:image/png;base64,iVBORw0KGgo=&quot;')
  expect(body).toContain('chart.png (8 bytes)')
  expect((await resend.emails.get(data?.id ?? '')).data?.html).toBe(html)
})

test('a mail without HTML shows its text', async () => {
  const { resend, read } = await openBench()
  const { data } = await resend.emails.send({ from: receipt.from, to: receipt.to, subject: 'Plain', text: 'a < b' })
  const { body } = await read(`/inbox/${data?.id}`)
  expect(body).toContain('a &lt; b')
  expect(body).not.toContain('<iframe')
  expect((await read(`/inbox/${data?.id}/html`)).status).toBe(404)
  expect((await read('/inbox/nothing')).status).toBe(404)
})

test('a button simulates an outage in which every call is refused, and another one ends it', async () => {
  const { resend, url, read, deliver } = await openBench()
  const press = (order: string, origin = url) =>
    fetch(`${url}/console/${order}`, { method: 'POST', headers: { origin }, redirect: 'manual' })
  expect((await read('/')).body).toContain('Simulate an outage')
  expect((await press('stop', 'https://elsewhere.example')).status).toBe(403)
  expect((await resend.emails.send(receipt)).error).toBeNull()
  expect((await press('stop')).status).toBe(303)
  expect((await resend.emails.send(receipt)).error).toMatchObject({ name: 'service_unavailable', statusCode: 503 })
  expect((await resend.domains.list()).error).toMatchObject({ statusCode: 503 })
  deliver({ to: 'jonas@example.com', subject: 'Sign in', html: '<p>123456</p>', text: '123456' })
  const { body, headers } = await read('/')
  expect(body).toMatch(/An outage is simulated[\s\S]*End the outage[\s\S]*Sign in/)
  expect(headers.get('content-security-policy')).toContain("form-action 'self'")
  await press('answer')
  expect((await resend.emails.send(receipt)).error).toBeNull()
})

test('the inbox answers under a local host name only', async () => {
  const { url } = await openBench()
  const status = await new Promise((resolve) => {
    get(url, { headers: { host: 'evil.example' } }, (response) => resolve(response.resume().statusCode))
  })
  expect(status).toBe(403)
})
