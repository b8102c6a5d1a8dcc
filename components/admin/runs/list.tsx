import Link from 'next/link'
import { RunStateMark } from '#components/admin/runs/state.tsx'
import { triggerWords, writeDuration } from '#components/admin/runs/words.ts'
import { Moment } from '#components/admin/time.tsx'
import type { Run } from '#shop/runs/types.ts'

/** Runs as a table; on a phone as a list. Each leads to its trace. */
export function RunList({ runs, caption }: { runs: readonly Run[]; caption: string }) {
  return (
    <table className="admin-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Began</th>
          <th scope="col">Trigger</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Time
          </th>
          <th scope="col" className="number">
            Memory
          </th>
          <th scope="col">Trace</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              <span className="font-strong">{run.function}</span>
              {run.jobKey && <code className="block break-all text-quiet text-small">{run.jobKey}</code>}
              {run.error && <span className="block break-words text-small text-wrong">{run.error}</span>}
            </th>
            <td data-label="Began" className="nowrap text-quiet">
              <Moment at={run.startedAt} />
            </td>
            <td data-label="Trigger">{triggerWords[run.trigger]}</td>
            <td>
              <RunStateMark state={run.state} />
              {(run.attempt ?? 1) > 1 && <span className="block text-quiet text-small">Attempt {run.attempt}</span>}
            </td>
            <td data-label="Time" className="number nowrap">
              {run.ms === null ? '' : writeDuration(run.ms)}
              {run.cold && <span className="block text-quiet text-small">cold</span>}
            </td>
            <td data-label="Memory" className="number nowrap">
              {run.memoryMb === null ? '' : `${run.memoryMb} MB`}
            </td>
            <td>
              <Link href={`/admin/traces/${run.trace}`} prefetch={false} className="link">
                <code>{run.trace.slice(0, 8)}</code>
                <span className="sr-only"> Trace of {run.function}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
