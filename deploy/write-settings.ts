import { apartFromPages } from '#deploy/apart.ts'
import { prefix } from '#deploy/generated.ts'
import { type Plan, planFunctions } from '#deploy/plan.ts'
import { registry } from '#functions/registry.gen.ts'

/** Files to write, by their paths below a folder, and the commands that bring them to the platform. */
export type Settings = { files: Record<string, string>; commands: string[] }

type Environment = Readonly<Record<string, string | undefined>>
type Platform = { queue: Parameters<typeof planFunctions>[1]; write(plans: readonly Plan[], given: Given): Settings }
type Given = { environment: Environment; folder: string }

const dashed = (variable: string) => variable.toLowerCase().replaceAll('_', '-')

/**
 * A secret of one function. Of the tokens it gets that of its own role only. One that is not set is a space, which the store reads as
 * not set: some platforms start no function whose secret does not exist.
 */
function secretOf(environment: Environment, { name }: Pick<Plan, 'name'>, variable: string): string {
  const value = environment[variable] ?? ''
  if (variable !== 'SUPABASE_ROLE_TOKENS' || value === '') return value || ' '
  const role = name.replaceAll('-', '_')
  const token = (JSON.parse(value) as Record<string, string>)[role]
  if (!token) throw new Error(`SUPABASE_ROLE_TOKENS has no token of ${role}.`)
  return JSON.stringify({ [role]: token })
}

/** A file for each secret of each function, and a command for each file. */
function eachSecret(
  plans: readonly Plan[],
  { environment, folder }: Given,
  command: (secret: { name: string; variable: string; file: string }) => string,
): Settings {
  const settings: Settings = { files: {}, commands: [] }
  for (const plan of plans)
    for (const variable of plan.secrets) {
      const path = `${plan.name}/${variable}`
      settings.files[path] = secretOf(environment, plan, variable)
      settings.commands.push(command({ name: plan.name, variable, file: `${folder}/${path}` }))
    }
  return settings
}

/** The variables that are no secrets and are set, of all functions. */
function plainOf(plans: readonly Plan[], environment: Environment): Record<string, string> {
  const names = [...new Set(plans.flatMap(({ plain }) => plain))]
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])))
}

const applied = 'kubectl apply -f -'

export const platforms: Record<string, Platform> = {
  'aws-lambda': {
    queue: 'sqs',
    write: (plans, given) =>
      eachSecret(
        plans,
        given,
        ({ name, variable, file }) =>
          `aws ssm put-parameter --overwrite --type SecureString --name /${prefix}/${name}/${variable} --value file://${file}`,
      ),
  },
  'azure-functions': {
    queue: 'storage-queue',
    write(plans, given) {
      const { files, commands } = eachSecret(
        plans,
        given,
        ({ name, variable, file }) =>
          `az keyvault secret set --output none --vault-name "$VAULT" --name ${name}-${dashed(variable)} --file ${file}`,
      )
      const plain = JSON.stringify(plainOf(plans, { QUEUE: 'storage-queue', ...given.environment }), null, 2)
      return { files: { ...files, 'plain.json': plain }, commands }
    },
  },
  'google-cloud': {
    queue: 'cloud-tasks',
    write(plans, given) {
      const { files, commands } = eachSecret(plans, given, ({ name, variable, file }) => {
        const secret = `${prefix}-${name}-${dashed(variable)}`
        return `gcloud secrets create ${secret} --data-file=${file} || gcloud secrets versions add ${secret} --data-file=${file}`
      })
      const plain = plainOf(plans, { QUEUE: 'cloud-tasks', ...given.environment })
      return { files: { ...files, 'plain.tfvars.json': JSON.stringify({ plain }, null, 2) }, commands }
    },
  },
  knative: {
    queue: 'broker',
    write(plans, given) {
      const { files } = eachSecret(plans, given, () => '')
      const plain = Object.entries(plainOf(plans, { QUEUE: 'broker', ...given.environment }))
      const lines = plain.map(([name, value]) => `${name}=${value}\n`).join('')
      const create = (kind: string, name: string, from: string) =>
        `kubectl create ${kind} ${name} ${from} --dry-run=client --output yaml | ${applied}`
      const commands = [
        create('configmap', prefix, `--from-env-file=${given.folder}/plain.env`),
        ...plans.map(({ name }) =>
          create('secret generic', `${prefix}-${name}`, `--from-file=${given.folder}/${name}`),
        ),
      ]
      return { files: { ...files, 'plain.env': lines }, commands }
    },
  },
  openfaas: {
    queue: 'qstash',
    write(plans, { environment, folder }) {
      // All functions of the image share them.
      const variables = [...new Set(plans.flatMap(({ secrets }) => secrets))]
      const files = Object.fromEntries(variables.map((variable) => [variable, environment[variable] || ' ']))
      const commands = variables.map(
        (variable) => `faas-cli secret create ${dashed(variable)} --from-file=${folder}/${variable}`,
      )
      return { files, commands }
    },
  },
}

/**
 * The settings of all functions on a platform: each function gets the secrets that its code uses.
 * @param environment of the store: docs/keys.md
 * @throws Error when there is no such platform, or a role has no token
 */
export function writeSettings(platform: string, environment: Environment, folder: string): Settings {
  const known = platforms[platform]
  if (!known) throw new Error(`Name a platform: ${Object.keys(platforms).join(', ')}.`)
  return known.write(planFunctions(apartFromPages(registry), known.queue), { environment, folder })
}
