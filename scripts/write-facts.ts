import { defaultRetries, limitsOf, methodOf } from '#functions/runtime/define.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { paces } from '#lib/pace.ts'
import type { Defined } from '#scripts/definitions.ts'
import { mark } from '#scripts/write-functions.ts'
import type { Need } from '#scripts/write-needs.ts'

/** `shop/runs/facts.gen.ts`: what the admin shows of each function's definition, without its code. */
export function writeFacts(defined: readonly Defined[], needs: Readonly<Record<string, Need>>): string {
  const facts = defined.map((one) => factsOf(one, needs[one.definition.name]))
  return `${mark}
import type { FunctionFacts } from '#shop/runs/types.ts'

/** Every function of the store, by name. */
export const functionFacts: readonly FunctionFacts[] = ${JSON.stringify(facts, null, 2)}
`
}

function factsOf({ definition, about }: Defined, need: Need | undefined) {
  const { name, trigger, refreshes } = definition
  const { seconds, memory, parallel, lines } = limitsOf(definition)
  const schedules = Object.fromEntries(
    paces.map((pace) => [pace, listSchedules([{ name, trigger }], pace)[0]?.cron ?? '']),
  )
  return {
    name,
    about,
    trigger: trigger.kind,
    method: methodOf(definition),
    // By PACE_MINUTES; all are equal for a function that does not follow it.
    schedules: trigger.kind === 'cron' ? schedules : null,
    retries: retriesOf(trigger),
    seconds,
    memory,
    parallel: parallel ?? null,
    lines: lines ?? {},
    inPages: refreshes ?? false,
    role: name.replaceAll('-', '_'),
    variables: need?.variables ?? [],
    rings: need?.rings ?? [],
    packages: need?.packages ?? [],
  }
}

function retriesOf(trigger: Defined['definition']['trigger']): number | null {
  if (trigger.kind === 'queue') return trigger.retries ?? defaultRetries.job
  if (trigger.kind !== 'cron') return null
  return trigger.retries ?? (typeof trigger.schedule === 'string' ? defaultRetries.schedule : defaultRetries.pace)
}
