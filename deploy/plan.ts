import { apartFromPages } from '#deploy/apart.ts'
import { needs } from '#deploy/needs.gen.ts'
import { type FunctionDefinition, limitsOf } from '#functions/runtime/define.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { secrets } from '#lib/env.ts'
import type { Pace } from '#lib/pace.ts'

/** A line of jobs: a queue of its own where the platform limits how many messages of a queue run at once. */
export type Line = { name: string; parallel?: number }

/** What a platform must set up for one function, and all that the function may do there. */
export type Plan = {
  name: string
  trigger: FunctionDefinition['trigger']['kind']
  /** the longest run */
  seconds: number
  /** MB */
  memory: number
  /** five fields, in UTC */
  cron?: string
  /** calls after a failed one, by the scheduler */
  retries?: number
  /** the lines of jobs that it takes */
  takes: Line[]
  /** the names of the lines for which it rings */
  rings: readonly string[]
  /** whether a container can do one of its jobs as a whole: deploy/container/task.ts */
  task: boolean
  /** variables that anybody may read */
  plain: string[]
  secrets: string[]
}

/** The variables of each queue; a platform needs those of its own. */
const ofQueues = {
  qstash: ['QSTASH_URL', 'QSTASH_TOKEN'],
  sqs: ['QUEUE', 'QUEUE_URL'],
  'storage-queue': ['QUEUE', 'QUEUE_URL'],
  'cloud-tasks': ['QUEUE', 'QUEUE_URL', 'QUEUE_CALLER'],
  broker: ['QUEUE', 'QUEUE_URL', 'QUEUE_SECRET'],
}
const ofAny = Object.values(ofQueues).flat()

/** The publishable key is in every page. */
const isSecret = (variable: string) => secrets.includes(variable) && variable !== 'SUPABASE_PUBLISHABLE_KEY'

/**
 * Plans every function for a platform, without those that stay with the pages.
 * @param queue that of the platform
 * @param pace of the scheduled functions, in minutes
 * @param uses what each function needs; the generated list unless the generator has a newer one
 */
export function planFunctions(
  definitions: readonly FunctionDefinition[],
  queue: keyof typeof ofQueues,
  pace: Pace = 1,
  uses: typeof needs = needs,
): Plan[] {
  const schedules = listSchedules(definitions, pace)
  return apartFromPages(definitions).map((definition) => {
    const { name, trigger } = definition
    const { seconds, memory, parallel, lines = {} } = limitsOf(definition)
    const { variables = [], rings = [] } = uses[name] ?? {}
    const schedule = schedules.find((one) => one.name === name)
    const own = { name, ...(parallel ? { parallel } : {}) }
    const others = Object.entries(lines).map(([line, most]) => ({ name: `${name}-${line}`, parallel: most }))
    const used = variables.filter((variable) => ofQueues[queue].includes(variable) || !ofAny.includes(variable))
    return {
      name,
      trigger: trigger.kind,
      seconds,
      memory,
      ...(schedule ? { cron: schedule.cron, retries: schedule.retries } : {}),
      takes: trigger.kind === 'queue' ? [own, ...others] : [],
      rings,
      task: definition.task !== undefined,
      plain: used.filter((variable) => !isSecret(variable)),
      secrets: used.filter(isSecret),
    }
  })
}

/** A name in the form of infrastructure languages: `make-thumbnail` as `MakeThumbnail`. */
export const pascalCase = (name: string): string =>
  name.replaceAll(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())
