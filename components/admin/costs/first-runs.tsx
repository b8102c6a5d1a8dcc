import Link from 'next/link'
import { writeDuration, writeShare } from '#components/admin/runs/words.ts'
import type { FunctionRuns } from '#shop/runs/cost-types.ts'

/** The first run of a process beside the next ones, of each function; those with the most cold starts first. */
export function FirstRuns({ functions }: { functions: readonly FunctionRuns[] }) {
  const rows = functions.toSorted((left, right) => right.cold / right.runs - left.cold / left.runs)
  return (
    <section aria-labelledby="cost-first" className="admin-section">
      <h2 id="cost-first">First run and next runs</h2>
      {rows.length === 0 ? (
        <p>Nothing has run yet.</p>
      ) : (
        <table className="admin-table">
          <caption className="sr-only">The first run of a process and the next ones, medians</caption>
          <thead>
            <tr>
              <th scope="col">Function</th>
              {['Runs', 'Cold', 'First run', 'Next runs', 'Ratio'].map((head) => (
                <th key={head} scope="col" className="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, runs, cold, firstMs, nextMs }) => (
              <tr key={name}>
                <th scope="row">
                  <Link href={`/admin/functions/${name}`} prefetch={false} className="link">
                    {name}
                  </Link>
                </th>
                <td data-label="Runs" className="number">
                  {runs.toLocaleString('en')}
                </td>
                <td data-label="Cold" className="number">
                  {writeShare(cold, runs)}
                </td>
                <td data-label="First run" className="number">
                  {firstMs === null ? '–' : writeDuration(firstMs)}
                </td>
                <td data-label="Next runs" className="number">
                  {nextMs === null ? '–' : writeDuration(nextMs)}
                </td>
                <td data-label="Ratio" className="number">
                  {firstMs === null || !nextMs ? '–' : `${(firstMs / nextMs).toFixed(1)} x`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="admin-quiet pt-3">
        Medians of runs that went well. The time of a first run begins when the code is loaded: what the platform needs
        before, no code can measure.
      </p>
    </section>
  )
}
