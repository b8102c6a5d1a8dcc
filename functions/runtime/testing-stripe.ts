import { randomUUID } from 'node:crypto'
import { listen } from '#local/listen.ts'

type Row = Record<string, unknown> & { id: string }

/**
 * A fake Stripe that answers from these maps, in the shapes of the API. It is for cases that the local payments service
 * cannot produce, such as a session of another program.
 */
export type FakeStripe = {
  url: string
  sessions: Map<string, Row>
  refunds: Map<string, Row>
  disputes: Map<string, Row>
  intents: Map<string, Row>
  charges: Map<string, Row>
  /** method and path of every call */
  calls: string[]
  close(): Promise<void>
}

export async function startFakeStripe(): Promise<FakeStripe> {
  const maps = {
    sessions: new Map<string, Row>(),
    refunds: new Map<string, Row>(),
    disputes: new Map<string, Row>(),
    intents: new Map<string, Row>(),
    charges: new Map<string, Row>(),
  }
  const kinds: Record<string, Map<string, Row>> = {
    'checkout/sessions': maps.sessions,
    refunds: maps.refunds,
    disputes: maps.disputes,
    payment_intents: maps.intents,
    charges: maps.charges,
  }
  const calls: string[] = []
  const server = await listen(async (request) => {
    const url = new URL(request.url)
    calls.push(`${request.method} ${url.pathname}`)
    const [, kind = '', id, expire] = /^\/v1\/(checkout\/sessions|\w+)(?:\/(\w+))?(\/expire)?$/.exec(url.pathname) ?? []
    const rows = kinds[kind] ?? new Map<string, Row>()
    if (id === undefined && request.method === 'POST') {
      return Response.json(makeRefund(maps.refunds, new URLSearchParams(await request.text())))
    }
    if (id === undefined) {
      const payment = url.searchParams.get('payment_intent')
      const data = [...rows.values()].filter((row) => row.payment_intent === payment)
      return Response.json({ object: 'list', data, has_more: false, url: url.pathname })
    }
    const row = rows.get(id)
    if (!row) {
      return Response.json(
        { error: { type: 'invalid_request_error', message: `No such ${kind}: ${id}` } },
        { status: 404 },
      )
    }
    if (expire) row.status = 'expired'
    return Response.json(row)
  })
  return { ...maps, calls, url: server.url, close: () => server.close() }
}

function makeRefund(refunds: FakeStripe['refunds'], form: URLSearchParams): Row {
  const row = {
    id: `re_${randomUUID().replaceAll('-', '')}`,
    object: 'refund',
    amount: Number(form.get('amount')),
    payment_intent: form.get('payment_intent'),
    status: 'succeeded',
    created: Math.floor(Date.now() / 1000),
    metadata: { refund_id: form.get('metadata[refund_id]') },
  }
  refunds.set(row.id, row)
  return row
}
