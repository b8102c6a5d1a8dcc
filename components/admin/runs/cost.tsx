import type { PlatformCost } from '#shop/runs/cost-types.ts'

const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 })

type Props = { costs: readonly PlatformCost[]; runs: number; days: number; milliseconds: number; megabytes: number }

/** What the runs of a function would have cost on each platform. */
export function FunctionCost({ costs, runs, days, milliseconds, megabytes }: Props) {
  return (
    <section aria-labelledby="function-cost" className="admin-section">
      <h2 id="function-cost">Cost</h2>
      {costs.length === 0 ? (
        <p>It did not run in the last {days} days, so it cost nothing.</p>
      ) : (
        <>
          <table className="admin-table">
            <caption className="sr-only">Cost of runs on each platform</caption>
            <thead>
              <tr>
                <th scope="col">Platform</th>
                <th scope="col" className="number">
                  {runs === 1 ? 'One run' : `${runs} runs`} of {days} days
                </th>
                <th scope="col" className="number">
                  A million runs
                </th>
                <th scope="col">Prices from</th>
              </tr>
            </thead>
            <tbody>
              {costs.map(({ platform, spent, perMillion, asOf, sources }) => (
                <tr key={platform}>
                  <th scope="row">{platform}</th>
                  <td data-label="These runs" className="number">
                    {dollars.format(spent)}
                  </td>
                  <td data-label="A million" className="number">
                    {dollars.format(perMillion)}
                  </td>
                  <td className="text-quiet text-small">
                    {asOf}, {sources.join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="admin-quiet pt-3">
            Calls x price of a call + seconds x memory x price of memory + seconds x price of a processor, for a run of{' '}
            {milliseconds} ms with {megabytes} MB, at the full price. What a month has free, transfer and storage are
            left out. Without runs it costs nothing.
          </p>
        </>
      )}
    </section>
  )
}
