import type { Env } from '#lib/env.ts'
import { type Job, policyOf } from '#lib/jobs.ts'
import { createLog } from '#lib/log.ts'
import { createStorageQueue } from '#lib/queue-azure.ts'
import { createBroker } from '#lib/queue-broker.ts'
import { createCloudTasks } from '#lib/queue-google.ts'
import type { Message, Provider } from '#lib/queue-message.ts'
import { createQstash } from '#lib/queue-qstash.ts'
import { createSqs } from '#lib/queue-sqs.ts'
import { activeTraceparent, inSpan, inTrace } from '#lib/span.ts'
import { continueTrace, readTrace } from '#lib/trace.ts'

const log = createLog({ scope: 'queue' })

export type Queue = {
  /**
   * Asks the queue to deliver this job. Repeated calls deliver it once, unless `again` is set. It logs a failure and does
   * not throw: the job's row is written, and the sweep rings again.
   */
  ring(job: Job | null, options?: { again: boolean }): Promise<void>
  /** True when the queue answers within 3 seconds. */
  reachable(): Promise<boolean>
}

/** Rings for each of these jobs. */
export async function ringAll(queue: Pick<Queue, 'ring'>, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) await queue.ring(job)
}

/** By the value of QUEUE: the queue of the platform that the functions run on. */
const providers: Record<Env['QUEUE'], (env: Env) => Provider> = {
  qstash: createQstash,
  sqs: createSqs,
  'storage-queue': createStorageQueue,
  'cloud-tasks': createCloudTasks,
  broker: createBroker,
}

/** The queue that QUEUE names. */
export function createQueue(env: Env): Queue {
  const provider = providers[env.QUEUE](env)
  return {
    async ring(job, options) {
      if (!job) return
      const message = messageOf(job, options?.again ?? false)
      if (message.wait > provider.mostWait) return
      const attributes = {
        'messaging.system': env.QUEUE,
        'messaging.operation.type': 'send',
        'messaging.destination.name': message.line,
        'messaging.message.id': job.key,
      }
      try {
        await inTrace(message.traceparent, () =>
          inSpan(`publish ${job.name}`, { kind: 'producer', attributes }, () =>
            provider.send({ ...message, traceparent: activeTraceparent() ?? message.traceparent }),
          ),
        )
      } catch (error) {
        log.warn('the queue did not take a job; the sweep will ring again', { job: job.key, error })
      }
    },
    reachable: () => provider.answers(AbortSignal.timeout(3000)),
  }
}

function messageOf({ name, key, input, run_at, trace }: Job, again: boolean): Message {
  const { retries, parallel, lines = {} } = policyOf(name)
  const own = lines[key.split('.').at(-1) ?? '']
  const most = own ?? parallel
  return {
    name,
    body: { key, input },
    // Of what planned the job; the span of sending it is added below.
    traceparent: readTrace(trace) && trace ? trace : continueTrace(null),
    wait: Math.max(0, Math.ceil((run_at.getTime() - Date.now()) / 1000)),
    // `run_at` is part of the id, because a replayed job needs a new one.
    ...(again ? {} : { id: `${key}.${run_at.getTime()}` }),
    line: own ? `${name}-${key.split('.').at(-1)}` : name,
    ...(most ? { parallel: most } : {}),
    retries,
  }
}
