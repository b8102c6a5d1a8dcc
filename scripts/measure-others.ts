import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Deployed } from '#deploy/conformance/platform.ts'
import type { ShopFloor } from '#deploy/conformance/purchase.ts'
import { traceparent } from '#functions/runtime/testing.ts'

type Job = { key: string; name: string; input: object }

/**
 * Causes a run of each function that neither an order, a photograph nor an idle month needs: a call of the health check and a question
 * to the assistant, and the jobs that people cause.
 * @param order that was delivered
 */
export async function causeOthers({ database }: ShopFloor, deployed: Deployed, order: string): Promise<void> {
  const { sql } = database
  // An answer from its cache, which has an age, is no run.
  while ((await deployed.fetch('/api/health')).headers.has('age')) await pause(200)
  const messages = [{ role: 'user', parts: [{ type: 'text', text: 'a warm lamp for a child’s room under 300 euro' }] }]
  const body = JSON.stringify({ messages, page: '/' })
  const headers = { 'content-type': 'application/json' }
  const answer = await deployed.fetch('/api/chat', { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`The assistant answers ${answer.status}: ${await answer.text()}`)

  const copy = Math.floor(Math.random() * 1e6) + 1
  const moment = new Date(Math.floor(Date.now() / 60_000) * 60_000 - copy * 60_000)
  await sql`insert into incidents (part, note, began_at, noticed_at, ended_at)
    values ('database', 'measured', ${moment}, ${moment}, ${moment})`
  const jobs = await sql<{ job: Job }[]>`
    select request_return(${order}, (select access_key from orders where id = ${order})) as job
    union all select ask_human(${randomUUID()}, 'ada@example.com', 'Does Moth dim?', ${traceparent})
    union all select private.add_refund(${randomUUID()}, (select id from payments where order_id = ${order} and kind = 'capture'),
      100, 'measured', false)
    union all select private.add_job('resend-receipt', ${`resend-receipt.${order}.${copy}`},
      ${sql.json({ orderId: order, copy })}, ${traceparent})
    union all select private.add_job('tell-owner', ${`tell-owner.incidents-${copy}`},
      ${sql.json({ about: 'incidents', id: moment.toISOString() })}, ${traceparent})`
  for (const { job } of jobs) {
    const text = JSON.stringify({ key: job.key, input: job.input, traceparent })
    const [result] = await deployed.deliver(job.name, [text])
    if (result?.fate !== 'gone') throw new Error(`A message of ${job.name} is ${result?.fate}: ${text}`)
  }
}
