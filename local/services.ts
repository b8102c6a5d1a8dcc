import { join } from 'node:path'
import { createFaults, type Faults } from '#local/chaos/faults.ts'
import { startNet } from '#local/database-calls.ts'
import { setLook } from '#local/look.ts'
import { startMail } from '#local/mail/server.ts'
import { startPayments } from '#local/payments/server.ts'
import { shopEvents } from '#local/payments/shop-events.ts'
import { apiVersion } from '#local/payments/versions.ts'
import { startPostgres } from '#local/postgres.ts'
import type { Plan } from '#local/queue/plans.ts'
import { type Queue, startQueue } from '#local/queue/server.ts'
import { type Clock, type CronTarget, startClock } from '#local/scheduler/clock.ts'
import { keys, type Ports, rememberedKey, signingKeysFile } from '#local/settings.ts'
import type { LocalShop } from '#local/shop.ts'
import { asOwner } from '#local/supabase/database.ts'
import { startSupabase } from '#local/supabase/server.ts'
import { readSigningKeys } from '#local/supabase/signing-keys.ts'

export type Services = {
  /** has the rights of the project's owner, who is no superuser */
  databaseUrl: string
  /** has those of the superuser */
  superuserUrl: string
  /** Makes the queue's console show the crons of this scheduler. */
  showCrons(clock: Clock): void
  /** the faults in front of all of them */
  faults: Faults
  /** what a lesson in chaos asks the queue */
  queue: Pick<Queue, 'held' | 'hasten'>
  close(): Promise<void>
}

const project = join(import.meta.dirname, '..')

/**
 * Starts all local services, the database first, and logs each start.
 * `close` stops them in reverse order.
 * @param directory the folder of their data
 * @param shop the values of the shop that the services show
 * @param shop.plan the limits of the queue
 */
export async function startServices(
  directory: string,
  ports: Ports,
  say: (line: string) => void,
  { plan, ...shop }: LocalShop & { plan: Plan },
): Promise<Services> {
  const store = `http://localhost:${ports.store}`
  let clock: Clock | undefined
  const running: { close(): Promise<void> | void }[] = []
  const close = async () => {
    for (const service of running.splice(0).toReversed()) await service.close()
  }
  const keep = <Service extends { close(): Promise<void> | void }>(service: Service) => {
    running.push(service)
    return service
  }
  const faults = createFaults()
  setLook(shop)
  try {
    say('database')
    const postgres = keep(await startPostgres({ directory: join(directory, 'postgres'), port: ports.postgres }))
    const domains = [shop.mailDomain]
    const mail = keep(
      await startMail({ port: ports.mail, file: join(directory, 'mail.sqlite'), apiKey: keys.resend, domains, faults }),
    )
    const supabase = keep(
      await startSupabase({
        databaseUrl: postgres.url,
        port: ports.supabase,
        storageDirectory: join(directory, 'storage'),
        migrationsDirectory: join(project, 'supabase', 'migrations'),
        templatesDirectory: join(project, 'supabase', 'templates'),
        signingKeys: readSigningKeys(signingKeysFile(directory)),
        internalSecret: rememberedKey(directory, 'internal.key'),
        publishableKey: keys.supabasePublishable,
        secretKey: keys.supabaseSecret,
        siteUrl: store,
        sendMail: (message) => mail.deliver(message),
        faults,
      }),
    )
    if (supabase.appliedMigrations.length > 0) say(`migrations ${supabase.appliedMigrations.length}`)
    say('queue, payments, mail')
    const queueKeys = { token: keys.qstashToken, currentKey: keys.qstashCurrent, nextKey: keys.qstashNext }
    const listCrons = () => clock?.list() ?? []
    const file = join(directory, 'queue.sqlite')
    const queue = keep(await startQueue({ port: ports.queue, file, plan, listCrons, faults, ...queueKeys }))
    const webhook = { url: `${store}/api/stripe-webhook`, secret: keys.stripeWebhook, apiVersion, events: shopEvents }
    const payments = {
      port: ports.payments,
      file: join(directory, 'payments.sqlite'),
      secretKey: keys.stripe,
      webhook,
      shopName: shop.name,
      chaos: faults,
    }
    keep(await startPayments(payments))
    keep(await startNet({ databaseUrl: postgres.url, faults }))
    const showCrons = (started: Clock) => {
      clock = started
    }
    return { databaseUrl: asOwner(postgres.url), superuserUrl: postgres.url, showCrons, faults, queue, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The options of the scheduler. It reads vercel.json, as Vercel does. */
export function schedulerTarget(store: string): CronTarget {
  return { file: join(project, 'vercel.json'), url: store, secret: keys.cron }
}

/** Starts the scheduler of a running store. */
export function startScheduler(directory: string, store: string): Clock {
  return startClock({ ...schedulerTarget(store), stateFile: join(directory, 'clock.sqlite') })
}
