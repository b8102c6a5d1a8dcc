// Does one job in a process of its own, for as long as the job takes: `node deploy/container/task.ts make-sales-report
// '{"kind":"year","firstDay":"2025-01-01"}'`, with the environment of the function. The last line that it prints is the result as
// JSON. It exits with 0 when the job is done, 1 when another attempt may help, 2 when none can, and 75 when it had to stop: start
// it again then, and it goes on where it was. See docs/platforms.md, "Long work".
import { readContainerCredentials } from '#deploy/aws-lambda/container-credentials.ts'
import { runTask } from '#deploy/container/run-task.ts'
import { loadFunctions } from '#deploy/load-functions.ts'
import { readSecretFiles } from '#deploy/secret-files.ts'
import { loaders } from '#functions/loaders.gen.ts'

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const [name = '', input = ''] = process.argv.slice(2)
const secrets = async () => ({ ...readSecretFiles(process.env.SECRETS_FOLDER), ...(await readContainerCredentials()) })
// The refusal of a name that is no task lists those that are.
const known = Object.hasOwn(loaders, name) ? await loadFunctions([name]) : []
const definitions = known.some(({ task }) => task) ? known : await loadFunctions()
const { code, ...result } = await runTask(definitions, { name, input }, stopping.signal, secrets)
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(code))
