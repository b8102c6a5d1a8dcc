import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { type Place, type Service, services, within } from '#shop/health/probes.ts'

type Report = { status: 'ok' | 'degraded' | 'down'; parts: Record<Service, 'up' | 'down'>; checkedAt: string }

/** The store cannot sell without these. Without the others it can, and the delayed work is done later. */
const essential: Service[] = ['database', 'payments']

const cachedForMs = 5000
let last: { report: Promise<Report>; at: number } | undefined

/**
 * Reports which services are up: 200 when those that a sale needs answer, also when everything is sold out, otherwise 503. It
 * checks every five seconds at most while they answer.
 */
export const health = defineFunction({
  name: 'health',
  trigger: { kind: 'http', method: 'GET' },
  input: z.unknown(),
  async run(_input, place) {
    const known = last && Date.now() - last.at < cachedForMs ? last : undefined
    last = known ?? { report: checkServices(place), at: Date.now() }
    const { at } = last
    const report = await last.report
    if (report.status === 'down') last = undefined
    const age: Record<string, string> = known ? { age: String(Math.round((Date.now() - at) / 1000)) } : {}
    return Response.json(report, {
      status: report.status === 'down' ? 503 : 200,
      headers: { 'cache-control': 'no-store', ...age },
    })
  },
})

async function checkServices(place: Place): Promise<Report> {
  const names = Object.keys(services) as Service[]
  const results = await Promise.all(names.map((name) => within(services[name](place), false)))
  const parts = Object.fromEntries(
    names.map((name, index) => [name, results[index] ? 'up' : 'down']),
  ) as Report['parts']
  const down = names.filter((name) => parts[name] === 'down')
  const cannotSell = down.some((name) => essential.includes(name))
  const sellingStatus = down.length > 0 ? 'degraded' : 'ok'
  return { status: cannotSell ? 'down' : sellingStatus, parts, checkedAt: new Date().toISOString() }
}
