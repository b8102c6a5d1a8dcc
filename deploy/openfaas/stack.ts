import { stringify } from 'yaml'
import { generated, prefix } from '#deploy/generated.ts'
import type { Plan } from '#deploy/plan.ts'

/**
 * `deploy/openfaas/stack.gen.yaml`, for `faas-cli deploy`, when deploy/openfaas/Dockerfile was built and pushed. Two functions of one image, because the free edition has room for fifteen:
 * one for photographs and reports, which need memory, and one for all others. Each gets the secrets of its functions as files.
 * https://docs.openfaas.com/reference/yaml
 */
export function writeStack(plans: readonly Plan[]): string {
  const heavy = ['make-thumbnail', 'make-sales-report']
  const groups = {
    [prefix]: plans.filter(({ name }) => !heavy.includes(name)),
    [`${prefix}-heavy`]: plans.filter(({ name }) => heavy.includes(name)),
  }
  const functions = Object.entries(groups).map(([group, members]) => {
    const secrets = [...new Set(members.flatMap((plan) => plan.secrets))].toSorted()
    const seconds = Math.max(...members.map((plan) => plan.seconds))
    const memory = Math.max(...members.map((plan) => plan.memory))
    return [
      group,
      {
        lang: 'dockerfile',
        handler: './deploy/openfaas',
        image: `${prefix}-openfaas:latest`,
        // faas-cli would build with the handler's folder as the context, and the image needs the project's.
        skip_build: true,
        environment: {
          FUNCTIONS: members.map(({ name }) => name).join(','),
          exec_timeout: `${seconds}s`,
          read_timeout: `${seconds}s`,
          write_timeout: `${seconds}s`,
        },
        secrets: secrets.map((name) => name.toLowerCase().replaceAll('_', '-')),
        limits: { memory: `${memory}Mi` },
      },
    ]
  })
  const stack = {
    version: 1,
    provider: { name: 'openfaas', gateway: 'http://127.0.0.1:8080' },
    functions: Object.fromEntries(functions),
  }
  return `# ${generated}\n${stringify(stack, { lineWidth: 0 })}`
}
