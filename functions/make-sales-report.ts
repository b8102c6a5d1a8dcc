import * as z from 'zod'
import { defineFunction, type RunContext } from '#functions/runtime/define.ts'
import { hoursOf } from '#lib/days.ts'
import { createMailer } from '#lib/email.ts'
import { writeCsv } from '#shop/reports/csv.ts'
import { chartSize, drawChart } from '#shop/reports/draw-chart.ts'
import { addUp, addUpDays, addUpHours, addUpMonths } from '#shop/reports/figures.ts'
import { reportMail } from '#shop/reports/mails/report.ts'
import { findPastEnd, markGenerated } from '#shop/reports/past.ts'
import { drawPdf } from '#shop/reports/pdf.ts'
import { daysOf, monthsOf, toPeriod } from '#shop/reports/periods.ts'
import {
  collectHour,
  compareReport,
  findReport,
  keepFile,
  keepReportMail,
  listDays,
  listLowStock,
  saveReport,
} from '#shop/reports/reports.ts'
import type { Comparison, Counts, Figures, Hour, Period } from '#shop/reports/types.ts'
import { writePeriod, writeReport } from '#shop/reports/words.ts'
import { shop } from '#shop.config.ts'

/**
 * Makes a report of a day from its hours, or of a week, a month or a year from its days, writes it as CSV and PDF into private
 * storage, stores its row, and mails it to the owner. Each of these is a step. A year also counts its days that have no report,
 * which can take an hour: see docs/platforms.md, "Long work".
 */
export const makeSalesReport = defineFunction({
  name: 'make-sales-report',
  trigger: { kind: 'queue' },
  // One at a time, because each report is compared with the reports of the days before. A PDF of 300 lamps takes 0.2 GB.
  limits: { memory: 512, parallel: 1 },
  task: 'plan_period',
  input: z.object({ kind: z.enum(['day', 'week', 'month', 'year']), firstDay: z.iso.date() }),
  async run({ kind, firstDay }, context) {
    const { db, queue, step, trace } = context
    const period = toPeriod(kind, firstDay)
    const figures = await collect[kind](period, context)
    const comparisons = await step('compare', () => compareReport(db, period))
    const pastEnd = await findPastEnd(db)
    const csv = await step('write-csv', () =>
      keepFile(db, period, 'csv', new TextEncoder().encode(writeCsv(period, figures, shop.currency))),
    )
    const pdf = await step('write-pdf', async () =>
      keepFile(
        db,
        period,
        'pdf',
        await drawPdf(write({ period, figures, comparisons, pastEnd }), figures.parts, new Date()),
      ),
    )
    await step('save', async () => {
      for (const job of await saveReport(db, period, figures, { csv, pdf, trace })) await queue.ring(job)
    })
    await step('send', () => send({ period, figures, comparisons, pastEnd }, context))
    return { report: period.name, orders: figures.orders }
  },
})

const collect = { day: collectDay, week: collectDays, month: collectDays, year: collectYear }

async function collectDay({ firstDay: day }: Period, { db, step }: RunContext): Promise<Figures> {
  const hours: Hour[] = []
  for (const hour of hoursOf(day)) hours.push(await step(`collect-${hour.toISOString()}`, () => collectHour(db, hour)))
  return addUpHours(hours, await step('collect-stock', () => listLowStock(db, day)))
}

async function collectDays(period: Period, { db, step }: RunContext): Promise<Figures> {
  return step('collect-days', async () => {
    const days = await listDays(db, period)
    return addUpDays(days.map(({ period: { firstDay }, figures }) => ({ day: firstDay, figures })))
  })
}

/** Months are added up from the reports of their days, and days without a report are counted, each in a step. */
async function collectYear(period: Period, { db, step }: RunContext): Promise<Figures> {
  const months: { name: string; counts: Counts }[] = []
  for (const month of monthsOf(period)) {
    const missing = await step(`find-missing-${month.name}`, async () => {
      const known = new Set((await listDays(db, month)).map((report) => report.period.firstDay))
      return daysOf(month).filter((day) => !known.has(day))
    })
    const counted = new Map<string, Counts>()
    for (const day of missing) counted.set(day, await step(`count-${day}`, () => countDay(day, db)))
    const counts = await step(`collect-${month.name}`, async () => {
      const days = new Map<string, Counts>((await listDays(db, month)).map((one) => [one.period.firstDay, one.figures]))
      return addUp(daysOf(month).flatMap((day) => counted.get(day) ?? days.get(day) ?? []))
    })
    months.push({ name: month.name, counts })
  }
  return addUpMonths(months, await step('collect-stock', () => listLowStock(db, period.lastDay)))
}

async function countDay(day: string, db: RunContext['db']): Promise<Counts> {
  const hours: Hour[] = []
  for (const hour of hoursOf(day)) hours.push(await collectHour(db, hour))
  return addUp(hours)
}

type ToWrite = { period: Period; figures: Figures; comparisons: Comparison[]; pastEnd: string | null }

const write = ({ period, figures, comparisons, pastEnd }: ToWrite) =>
  markGenerated(writeReport(period, figures, comparisons, shop.currency), period, pastEnd)

/** Mails a report, unless it was mailed before: a report that is made again is not mailed again. */
async function send(report: ToWrite, { db, env }: RunContext): Promise<void> {
  const { period, figures } = report
  if ((await findReport(db, period))?.emailId) return
  const text = write(report)
  const emailId = await createMailer(env).send({
    to: env.OWNER_EMAIL,
    subject: `${writePeriod(period)}: ${text.lead}`,
    body: reportMail(text, { source: 'cid:chart', ...chartSize }, `${env.SITE_URL}/admin/reports/${period.name}`),
    pictures: [
      { filename: 'chart.png', contentId: 'chart', contentType: 'image/png', bytes: drawChart(figures.parts) },
    ],
    idempotencyKey: `report-${period.kind}-${period.name}`,
  })
  await keepReportMail(db, period, emailId)
}
