import Link from 'next/link'
import { Badge, StateBadge } from '#components/admin/badge.tsx'
import { Moment } from '#components/admin/time.tsx'
import type { OrderEvent } from '#shop/orders/types.ts'
import type { Run } from '#shop/runs/types.ts'

/** The events of an order, oldest first. */
export function OrderHistory({ events }: { events: readonly OrderEvent[] }) {
  return (
    <section aria-labelledby="order-history">
      <h2 id="order-history" className="pb-3">
        Timeline
      </h2>
      <ol>
        {events.map((event) => (
          <li key={`${event.status} ${event.at}`} className="border-line border-t py-2.5">
            <StateBadge of="order" state={event.status} />{' '}
            <span className="text-quiet text-small">
              <Moment at={event.at} />
            </span>
            <span className="block">{event.note}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const isWrong = ({ status, state }: Run) => state === 'killed' || (status ?? 0) >= 400

/** Every run of a function for this order. All have the trace that began at checkout. */
export function OrderRuns({ trace, runs }: { trace: string; runs: readonly Run[] }) {
  return (
    <section aria-labelledby="order-runs">
      <h2 id="order-runs" className="pb-1">
        Functions
      </h2>
      <p className="pb-3 text-small">
        <Link href={`/admin/traces/${trace}`} prefetch={false} className="link">
          Trace <code className="break-all">{trace}</code>
        </Link>
      </p>
      {runs.length === 0 ? (
        <p className="text-quiet">No function has run for this order yet.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling area
        <section className="order-runs" aria-label="Function runs" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {['Function', 'Trigger', 'Time', 'Start', 'Status'].map((name) => (
                  <th key={name} scope="col" className="font-strong">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row">
                    <code>{run.function}</code>
                    {run.error && <span className="block text-wrong">{run.error}</span>}
                  </th>
                  <td>{run.trigger}</td>
                  <td className="nowrap">{run.ms === null ? '' : `${run.ms} ms`}</td>
                  <td>{run.cold ? 'cold' : 'warm'}</td>
                  <td>
                    <Badge tone={isWrong(run) ? 'wrong' : 'done'}>{run.status ?? run.state}</Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
