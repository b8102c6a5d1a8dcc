import type { Db } from '#lib/supabase.ts'
import { writeCsv } from '#shop/reports/csv.ts'
import { findPastEnd, markGenerated } from '#shop/reports/past.ts'
import { drawPdf } from '#shop/reports/pdf.ts'
import { compareReport, openFile, type Report } from '#shop/reports/reports.ts'
import { writeReport } from '#shop/reports/words.ts'

/** Gives a file of a report, from storage. A generated report has none there, so its files are written from its figures. */
export async function readFile(db: Db, report: Report, type: 'csv' | 'pdf'): Promise<Blob> {
  const path = report[type]
  if (path !== null) return openFile(db, path)
  const { period, figures, currency, madeAt } = report
  if (type === 'csv') return new Blob([writeCsv(period, figures, currency)])
  const text = writeReport(period, figures, await compareReport(db, period), currency)
  const marked = markGenerated(text, period, await findPastEnd(db))
  return new Blob([(await drawPdf(marked, figures.parts, new Date(madeAt))) as Uint8Array<ArrayBuffer>])
}
