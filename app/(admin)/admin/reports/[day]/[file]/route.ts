import { notFound } from 'next/navigation'
import { staff } from '#app/session.ts'
import { readFile } from '#shop/reports/files.ts'
import { findPeriod } from '#shop/reports/periods.ts'
import { findReport } from '#shop/reports/reports.ts'
import { shop } from '#shop.config.ts'

const types = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' }

/** Downloads a file of a report, with the rights of the calling member of staff. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/admin/reports/[day]/[file]'>,
): Promise<Response> {
  const { db } = await staff()
  const { day, file } = await params
  const period = findPeriod(day)
  const report = period && (file === 'csv' || file === 'pdf') ? await findReport(db, period) : null
  if (!period || !report || (file !== 'csv' && file !== 'pdf')) notFound()
  const bytes = await readFile(db, report, file)
  return new Response(bytes.stream(), {
    headers: {
      'content-type': types[file],
      'content-length': String(bytes.size),
      'content-disposition': `attachment; filename="${shop.slug}-${period.name}.${file}"`,
      'cache-control': 'private, no-store',
    },
  })
}
