import { createClient } from '@supabase/supabase-js'
import { registry } from '#functions/registry.gen.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { readEnv } from '#lib/env.ts'
import { keepSchedules } from '#lib/queue-qstash.ts'
import { deployStore } from '#scripts/deploy/host.ts'
import { call, type Deployment, type Step } from '#scripts/deploy/step.ts'
import { readQueueKeys, storeEnvironment } from '#scripts/deploy/store-environment.ts'
import { platformSchedules, readVercel } from '#scripts/doctor/platform.ts'
import { shopSettings } from '#supabase/seed/settings.ts'

const ownerOf = ({ accounts }: Deployment) =>
  createClient(accounts.SUPABASE_URL, accounts.SUPABASE_SECRET_KEY, { auth: { persistSession: false } })

export const checkAccounts: Step = {
  name: 'accounts',
  does: () => 'asks Supabase, Vercel and QStash whether they take the keys of this environment',
  undo: 'Nothing was changed.',
  async run({ accounts }) {
    const { SUPABASE_API_URL, SUPABASE_PROJECT_REF, VERCEL_API_URL, VERCEL_PROJECT_ID, VERCEL_ORG_ID } = accounts
    await call(`${SUPABASE_API_URL}/v1/projects/${SUPABASE_PROJECT_REF}`, accounts.SUPABASE_ACCESS_TOKEN)
    await call(`${VERCEL_API_URL}/v9/projects/${VERCEL_PROJECT_ID}?teamId=${VERCEL_ORG_ID}`, accounts.VERCEL_TOKEN)
    await readQueueKeys(accounts)
    return 'the keys are good'
  },
}

export const configure: Step = {
  name: 'settings',
  does: ({ SITE_URL }) => `tells the database that the store is at ${SITE_URL}, and its currency, VAT and parcels`,
  undo: 'Run an earlier version of this step: the settings are replaced as a whole.',
  async run(deployment) {
    const addresses = {
      site_url: deployment.accounts.SITE_URL,
      webhook_secret: deployment.state.secret('STORAGE_WEBHOOK_SECRET'),
    }
    const { error } = await ownerOf(deployment).rpc('configure', { settings: { ...shopSettings, ...addresses } })
    if (error) throw new Error(`The database refuses the settings: ${error.message}`)
    return 'the database has the settings'
  },
}

/** @param project the directory with vercel.json */
export const setSchedules = (project: string): Step => ({
  name: 'schedules',
  does: () =>
    platformSchedules(readVercel(project))
      ? 'nothing: Vercel calls the scheduled functions, by vercel.json'
      : 'gives each scheduled function its schedule at QStash',
  undo: 'Delete the schedules at QStash > Schedules.',
  async run(deployment) {
    if (platformSchedules(readVercel(project))) return 'Vercel is the scheduler'
    const env = readEnv(await storeEnvironment(deployment))
    const { kept, removed } = await keepSchedules(env, listSchedules(registry, env.PACE_MINUTES))
    return `${kept.length} schedules are set${removed.length > 0 ? `, and ${removed.join(', ')} removed` : ''}`
  },
})

export const fill: Step = {
  name: 'catalogue',
  does: () => 'when there is no lamp yet: `node supabase/seed/seed.ts`, then publishes the pages again',
  undo: 'Delete the products in /admin.',
  async run(deployment) {
    const { data, error } = await ownerOf(deployment).from('products').select('id').limit(1)
    if (error) throw new Error(`The database does not say what it sells: ${error.message}`)
    if (data.length > 0) return 'there are lamps already'
    const { SITE_URL, SUPABASE_URL, SUPABASE_SECRET_KEY, SUPABASE_PUBLISHABLE_KEY, SEED_STAFF_PASSWORD } =
      deployment.accounts
    const STORAGE_WEBHOOK_SECRET = deployment.state.secret('STORAGE_WEBHOOK_SECRET')
    await deployment.run({
      program: process.execPath,
      args: ['supabase/seed/seed.ts'],
      env: {
        ...{ SITE_URL, SUPABASE_URL, SUPABASE_SECRET_KEY, SUPABASE_PUBLISHABLE_KEY, STORAGE_WEBHOOK_SECRET },
        ...(SEED_STAFF_PASSWORD ? { SEED_STAFF_PASSWORD } : {}),
      },
    })
    await deployStore(deployment)
    return 'the store is filled'
  },
}

export const examineStore: Step = {
  name: 'doctor',
  does: () => 'examines the store as `npm run doctor` does',
  undo: 'Nothing was changed.',
  async run(deployment) {
    const { SUPABASE_DATABASE_URL, STRIPE_DEPLOY_KEY } = deployment.accounts
    const values = { ...(await storeEnvironment(deployment)), SUPABASE_DATABASE_URL }
    const isWell = await deployment.doctor({ ...values, ...(STRIPE_DEPLOY_KEY ? { STRIPE_DEPLOY_KEY } : {}) })
    if (!isWell)
      throw new Error('The store is published, and the doctor refuses what stands above. Mend it, then run this again.')
    return 'nothing is refused'
  },
}
