import * as z from 'zod'
import type { Accounts } from '#scripts/deploy/accounts.ts'
import { call, type Deployment, type Step } from '#scripts/deploy/step.ts'
import { storeEnvironment } from '#scripts/deploy/store-environment.ts'

/** The CLI is large and only deployments use it, so npx fetches it: https://vercel.com/docs/cli */
export const vercelCli = 'vercel@64.0.2'

const targets = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const list = z.object({ envs: z.array(z.object({ id: z.string(), key: z.string(), target: targets })) })

const address = ({ VERCEL_API_URL, VERCEL_PROJECT_ID, VERCEL_ORG_ID }: Accounts, version: string, path = '') =>
  `${VERCEL_API_URL}/${version}/projects/${VERCEL_PROJECT_ID}/env${path}?teamId=${VERCEL_ORG_ID}`

/** https://vercel.com/docs/rest-api/projects/create-one-or-more-environment-variables */
export const setVariables: Step = {
  name: 'variables',
  does: ({ VERCEL_PROJECT_ID }) =>
    `mints the tokens of the roles, and sets the variables of ${VERCEL_PROJECT_ID} at Vercel, for Production only`,
  undo: 'Delete them at Vercel > Settings > Environment Variables; revoke the signing key to end the tokens.',
  async run(deployment) {
    const { accounts } = deployment
    const variables = Object.entries(await storeEnvironment(deployment))
    const { envs } = list.parse(await call(address(accounts, 'v10'), accounts.VERCEL_TOKEN))
    const leaked = envs.filter(
      ({ key, target }) => key in Object.fromEntries(variables) && !target.includes('production'),
    )
    if (leaked.length > 0) {
      const names = leaked.map(({ key, target }) => `${key} (${target.join(', ')})`).join(', ')
      throw new Error(
        `Vercel gives variables of the store to other environments than Production: ${names}. Delete those there.`,
      )
    }
    for (const [key, value] of variables) {
      const known = envs.find((env) => env.key === key)
      const body = { key, value, target: ['production'] }
      if (known) await call(address(accounts, 'v9', `/${known.id}`), accounts.VERCEL_TOKEN, { method: 'PATCH', body })
      else
        await call(address(accounts, 'v10'), accounts.VERCEL_TOKEN, {
          method: 'POST',
          body: { ...body, type: 'sensitive' },
        })
    }
    return `${variables.length} variables are set`
  },
}

export const deployStore = async ({ accounts, run }: Deployment): Promise<void> => {
  const { VERCEL_ORG_ID, VERCEL_PROJECT_ID, VERCEL_TOKEN } = accounts
  const args = ['--yes', vercelCli, 'deploy', '--prod', '--yes', `--token=${VERCEL_TOKEN}`]
  await run({ program: 'npx', args, env: { VERCEL_ORG_ID, VERCEL_PROJECT_ID } })
}

export const deploy: Step = {
  name: 'deployment',
  does: () => `builds and publishes the store: \`npx ${vercelCli} deploy --prod\``,
  undo: 'Vercel > Deployments > the one before > Instant Rollback.',
  async run(deployment) {
    await deployStore(deployment)
    return 'the store is published'
  },
}
