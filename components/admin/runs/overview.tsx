import Link from 'next/link'
import { RunChart } from '#components/admin/runs/chart.tsx'
import { RunStateMark } from '#components/admin/runs/state.tsx'
import { triggerWords, writeDuration, writeShare } from '#components/admin/runs/words.ts'
import { Moment } from '#components/admin/time.tsx'
import type { FunctionFacts, FunctionSummary } from '#shop/runs/types.ts'

/** A function with its runs, and when its schedule or its next job calls it (ISO 8601). */
export type OverviewRow = Readonly<{ facts: FunctionFacts; summary: FunctionSummary; nextAt: string | null }>

/** Every function with its runs of the last hours. */
export function FunctionOverview({ rows, hours }: { rows: readonly OverviewRow[]; hours: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling area
    <section className="run-scroll" aria-label="Functions" tabIndex={0}>
      <table className="run-table">
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col">Runs</th>
            <th scope="col" className="number">
              Errors
            </th>
            <th scope="col" className="number">
              p50
            </th>
            <th scope="col" className="number">
              p95
            </th>
            <th scope="col" className="number">
              Cold
            </th>
            <th scope="col" className="number">
              Memory
            </th>
            <th scope="col" className="number">
              Retries
            </th>
            <th scope="col">Last run</th>
            <th scope="col">Next</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FunctionRow key={row.facts.name} row={row} hours={hours} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function FunctionRow({ row: { facts, summary, nextAt }, hours }: { row: OverviewRow; hours: number }) {
  const { runs, failed, cold, retries, p50, p95, peakMb, last, buckets, dead, waiting } = summary
  return (
    <tr>
      <th scope="row">
        <Link href={`/admin/functions/${facts.name}`} prefetch={false} className="link font-strong">
          {facts.name}
        </Link>
        <span className="block text-quiet text-small">{triggerWords[facts.trigger]}</span>
      </th>
      <td>
        <span className="run-count">
          <RunChart buckets={buckets} hours={hours} />
          <span>{runs}</span>
        </span>
      </td>
      <td className={failed > 0 ? 'number font-strong text-wrong' : 'number'}>
        {failed}
        {failed > 0 && <span className="block text-small">{writeShare(failed, runs)}</span>}
      </td>
      <td className="number nowrap">{p50 === null ? '' : writeDuration(p50)}</td>
      <td className="number nowrap">{p95 === null ? '' : writeDuration(p95)}</td>
      <td className="number nowrap">{writeShare(cold, runs)}</td>
      <td className="number nowrap">
        {peakMb === null ? '' : `${peakMb}`}
        <span className="text-quiet"> / {facts.memory} MB</span>
      </td>
      <td className="number">{retries}</td>
      <td>
        {last ? (
          <Link href={`/admin/traces/${last.trace}`} prefetch={false} className="run-last">
            <RunStateMark state={last.state} />
            <span className="block text-quiet text-small">
              <Moment at={last.at} />
            </span>
          </Link>
        ) : (
          <span className="text-quiet">Never</span>
        )}
      </td>
      <td>
        {dead > 0 && (
          <Link href={`/admin/jobs?name=${facts.name}`} prefetch={false} className="link block text-wrong">
            {dead === 1 ? 'One dead job' : `${dead} dead jobs`}
          </Link>
        )}
        {waiting > 0 && <span className="block">{waiting === 1 ? 'One job' : `${waiting} jobs`}</span>}
        {nextAt ? (
          <Moment at={nextAt} />
        ) : (
          waiting === 0 && dead === 0 && <span className="text-quiet">On an event</span>
        )}
      </td>
    </tr>
  )
}
