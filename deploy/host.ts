// Serves functions on one Node server, without Next: for the first start, when the photographs are made before the pages are built,
// and in containers. `node deploy/host.ts [name…]` with the environment of the functions; all of them unless names are given, or
// FUNCTIONS lists them. It loads no other functions than those. PLATFORM adds the routes of google-cloud, knative or openfaas; PORT and HOST say where it listens.
// Functions that refresh pages stay with Next. `--before-build` serves them too, because then there is no page to refresh.
import { apartFromPages } from '#deploy/apart.ts'
import { createApp, startServer } from '#deploy/app.ts'
import { loadFunctions } from '#deploy/load-functions.ts'
import { readSecretFiles } from '#deploy/secret-files.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'

const { PLATFORM, FUNCTIONS = '', SECRETS_FOLDER } = process.env
const given = process.argv.slice(2)
const beforeBuild = given.includes('--before-build')
const names = [...given.filter((one) => one !== '--before-build'), ...FUNCTIONS.split(',')].filter(Boolean)

/** Each platform's own packages are loaded there only. */
const apps: Record<string, (definitions: readonly FunctionDefinition[]) => Promise<Parameters<typeof startServer>[0]>> =
  {
    'google-cloud': async (definitions) => {
      const { createCloudRun } = await import('#deploy/google-cloud/adapter.ts')
      return createCloudRun(definitions, readSecretFiles(SECRETS_FOLDER))
    },
    knative: async (definitions) => {
      const { createKnative } = await import('#deploy/knative/adapter.ts')
      return createKnative(definitions, readSecretFiles(SECRETS_FOLDER))
    },
    openfaas: async (definitions) => {
      const { createOpenFaas } = await import('#deploy/openfaas/adapter.ts')
      return createOpenFaas(definitions, SECRETS_FOLDER)
    },
  }
const create = PLATFORM
  ? apps[PLATFORM]
  : async (definitions: readonly FunctionDefinition[]) =>
      createApp(definitions, {}, beforeBuild ? { refresh: async () => {} } : {}).app
if (!create) throw new Error(`PLATFORM must be ${Object.keys(apps).join(', ')}, or be left out.`)
const loaded = await (names.length === 0 ? loadFunctions() : loadFunctions(names))
startServer(await create(names.length > 0 || beforeBuild ? loaded : apartFromPages(loaded)))
