import { apartFromPages } from '#deploy/apart.ts'
import { planFunctions } from '#deploy/plan.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { isOld, type Pricing, pricings } from '#lib/platform-prices.ts'
import { addUsage, costOfRun, costOfUsage, idleUsage, type Usage, usageOf } from '#lib/run-cost.ts'
import type { MeasuredRun, MeasuredShop } from '#scripts/measure-runs.ts'

type Runs = MeasuredShop['order']

const runsOn = ({ cannot }: Pricing, runs: Runs) => runs.filter(({ run }) => !cannot?.includes(run.name))

/** Dollars with as many digits as say something. */
function write(usd: number): string {
  if (usd === 0) return '0'
  return `$${usd >= 0.1 ? usd.toFixed(2) : usd.toPrecision(2).replace(/e.*/, '')}`
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `|${cells.map((cell) => (cell === '---' ? cell : ` ${cell} `)).join('|')}|`)
    .join('\n')

/** What a month without visitors uses: the scheduled runs and their jobs, and what the platform does by itself. */
function idleMonth(pricing: Pricing, { idle }: MeasuredShop, definitions: readonly FunctionDefinition[]): Usage {
  const plans = planFunctions(definitions, 'qstash')
  const counts = {
    lines: plans.reduce((sum, { takes }) => sum + takes.length, 0),
    schedules: plans.filter(({ cron }) => cron).length,
  }
  return addUsage(usageOf(pricing, runsOn(pricing, idle)), idleUsage(pricing, counts))
}

/**
 * The parts of docs/platforms.md about costs, by their names.
 * @param now in milliseconds
 * @param definitions of all functions, which have a row also when nobody has measured them
 */
export function writeCosts(
  shop: MeasuredShop,
  now: number,
  definitions: readonly FunctionDefinition[],
): Record<string, string> {
  const kinds = ['order', 'photograph', 'idle', 'other'] as const
  const measured = kinds.flatMap((kind) =>
    shop[kind].map(({ run, times }) => [
      `\`${run.name}\``,
      { order: 'an order', photograph: 'a photograph', idle: 'a month', other: 'a call' }[kind],
      String(Math.round(times)),
      `${Math.round(run.ms)} ms`,
      `${Math.round(run.cpuMs)} ms`,
      `${run.megabytes} MB`,
      `${run.peak} MB`,
    ]),
  )
  const costs = pricings.map((pricing) => {
    const once = (runs: Runs) => write(costOfUsage(pricing, usageOf(pricing, runs), { included: false }))
    const idle = idleMonth(pricing, shop, definitions)
    const orders = shop.order.map(({ run, times }) => ({ run, times: times * 10_000 }))
    const busy = addUsage(idle, usageOf(pricing, orders))
    const both = (usage: Usage) => [false, true].map((included) => write(costOfUsage(pricing, usage, { included })))
    const whole = runsOn(pricing, shop.photograph).length === shop.photograph.length
    return [pricing.platform, once(shop.order), whole ? once(shop.photograph) : '–', ...both(idle), ...both(busy)]
  })
  const known = new Map<string, MeasuredRun>()
  for (const { run } of kinds.flatMap((kind) => shop[kind])) if (!known.has(run.name)) known.set(run.name, run)
  const millions = apartFromPages(definitions).map(({ name }) => {
    const run = known.get(name)
    const cost = (pricing: Pricing) => {
      if (pricing.cannot?.includes(name)) return '–'
      return run ? write(costOfRun(pricing, run) * 1_000_000) : 'not measured'
    }
    return [`\`${name}\``, ...pricings.map(cost)]
  })
  const prices = pricings.flatMap(({ platform, prices: own }) =>
    own.map(({ meter, usd, per, included = 0, region, asOf, source, grade }) => [
      platform,
      meter,
      `$${usd} / ${per.toLocaleString('en')}`,
      included === 0 ? '–' : included.toLocaleString('en'),
      region,
      isOld(asOf, now) ? `${asOf}, older than a year` : asOf,
      source,
      grade,
    ]),
  )
  return {
    measured: table(['function', 'for', 'runs', 'time', 'processor', 'memory asked', 'memory at most'], measured),
    costs: table(
      [
        'platform',
        'an order',
        'a photograph',
        'an idle month',
        'with what is free',
        '10,000 orders a month',
        'with what is free',
      ],
      costs,
    ),
    millions: table(['a million calls of', ...pricings.map(({ platform }) => platform)], millions),
    prices: table(['platform', 'what', 'price', 'free a month', 'region', 'as of', 'source', 'grade'], prices),
  }
}
