import Link from 'next/link'

/** A line in the list of reports: its name in the URL, its title, and its sums as text. */
export type ReportLine = Readonly<{ name: string; title: string; orders: string; revenue: string; refunded: string }>

type Props = { id: string; title: string; reports: readonly ReportLine[]; empty: string }

/** The reports of one kind, newest first. */
export function ReportList({ id, title, reports, empty }: Props) {
  return (
    <section aria-labelledby={id} className="admin-section">
      <h2 id={id}>{title}</h2>
      {reports.length === 0 ? (
        <p className="text-quiet">{empty}</p>
      ) : (
        <table className="admin-table">
          <caption className="sr-only">{title}, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Report</th>
              <th scope="col" className="number">
                Orders
              </th>
              <th scope="col" className="number">
                Revenue
              </th>
              <th scope="col" className="number">
                Refunded
              </th>
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <tr key={report.name}>
                <th scope="row">
                  <Link href={`/admin/reports/${report.name}`} className="link" prefetch={false}>
                    {report.title}
                  </Link>
                </th>
                <td className="number" data-label="Orders">
                  {report.orders}
                </td>
                <td className="number" data-label="Revenue">
                  {report.revenue}
                </td>
                <td className="number" data-label="Refunded">
                  {report.refunded}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
