import { writeDollars } from '#components/admin/costs/dollars.ts'
import type { PlatformSheet } from '#shop/runs/cost-types.ts'

type Props = {
  sheets: readonly PlatformSheet[]
  /** how many runs and orders of these days are counted, and how many of the schedules have run */
  counted: Readonly<{ runs: number; orders: number; schedules: readonly [ran: number, of: number]; days: number }>
}

const columns = ['A run', 'An order', 'A photograph', '1,000 views', 'An idle month', 'Less what is free'] as const

/** What a run, an order, a photograph, a thousand views and a month without a visitor cost on each platform. */
export function PlatformSheets({ sheets, counted: { runs, orders, schedules, days } }: Props) {
  return (
    <section aria-labelledby="cost-platforms" className="admin-section">
      <h2 id="cost-platforms">On each platform</h2>
      <table className="admin-table">
        <caption className="sr-only">Costs on each platform, in US dollars</caption>
        <thead>
          <tr>
            <th scope="col">Platform</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="number">
                {column}
              </th>
            ))}
            <th scope="col" className="number">
              These {days} days
            </th>
          </tr>
        </thead>
        <tbody>
          {sheets.map(({ platform, run, order, photograph, idle, idleIncluded, all }) => (
            <tr key={platform}>
              <th scope="row">{platform}</th>
              {[run, order, photograph, 0, idle, idleIncluded].map((usd, index) => (
                <td key={columns[index]} data-label={columns[index]} className="number">
                  {usd === null ? '–' : writeDollars(usd)}
                </td>
              ))}
              <td data-label={`These ${days} days`} className="number">
                {writeDollars(all)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="cost-words">
        <p>
          Calls x price of a call + seconds x gigabytes x price of memory + seconds x price of a processor + operations
          of the queue x their price, at the full price. Memory is what the definition of a function asks for, in the
          sizes of the platform. A processor counts for as long as a run lasts, which is the most.
        </p>
        <p>
          {orders === 0
            ? 'No order of these days has arrived yet, so there is none to count.'
            : `An order is the mean of ${orders === 1 ? 'the one' : `the ${orders.toLocaleString('en')}`} that arrived, with all that it woke, from the payment to the last mail.`}{' '}
          Pages to browse are files: a view wakes no function. An idle month is what the schedules wake, of which{' '}
          {schedules[0]} of {schedules[1]} have run, and what the platform takes for asking empty queues.{' '}
          {runs === 0 && 'Nothing has run yet. '}A dash stands for what did not happen, or cannot run there. Transfer,
          logs, storage, the database, and the plan of the pages are left out.
        </p>
      </div>
    </section>
  )
}
