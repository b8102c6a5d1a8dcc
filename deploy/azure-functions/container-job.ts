import { prefix } from '#deploy/generated.ts'
import type { Plan } from '#deploy/plan.ts'

/** The least size of a container with so many MB: each half GB comes with a quarter of a processor. */
function sizeOf(memory: number): { cpu: string; memory: string } {
  const quarters = Math.max(1, Math.ceil(memory / 512))
  return { cpu: String(quarters / 4), memory: `${quarters / 2}Gi` }
}

/**
 * A function whose jobs may outgrow the platform's longest run, as a job of Container Apps, for `az containerapp job start`. It has
 * the identity of the function, and so its secrets and its queues.
 * @param id of the identity's resource
 */
function jobOf({ name, memory, plain, secrets }: Plan, id: string): string {
  const size = sizeOf(memory)
  const secretOf = (variable: string) => variable.toLowerCase().replaceAll('_', '-')
  const settings = [
    `{ name: 'AZURE_CLIENT_ID', value: ${id}.properties.clientId }`,
    ...plain.map((variable) => `{ name: '${variable}', value: plain.?${variable} ?? '' }`),
    ...secrets.map((variable) => `{ name: '${variable}', secretRef: '${secretOf(variable)}' }`),
  ]
  const vaulted = secrets.map(
    (variable) =>
      `{ name: '${secretOf(variable)}', keyVaultUrl: 'https://\${vault}\${environment().suffixes.keyvaultDns}/secrets/${name}-${secretOf(variable)}', identity: ${id}.id }`,
  )
  const indent = (lines: readonly string[], by: number) => lines.map((line) => `${' '.repeat(by)}${line}`).join('\n')
  return `resource ${id}Job 'Microsoft.App/jobs@2024-03-01' = if (!empty(image)) {
  name: '${prefix}-${name}'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '\${${id}.id}': {} } }
  properties: {
    environmentId: tasks.id
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      replicaTimeout: 86400
      replicaRetryLimit: 3
      registries: empty(registry) ? [] : [{ server: registry, identity: ${id}.id }]
      secrets: [
${indent(vaulted, 8)}
      ]
    }
    template: {
      containers: [
        {
          name: 'task'
          image: image
          command: ['node', 'deploy/container/task.js']
          args: ['${name}']
          resources: { cpu: json('${size.cpu}'), memory: '${size.memory}' }
          env: [
${indent(settings, 12)}
          ]
        }
      ]
    }
  }
}
`
}

/** The container tasks, as a part of `deploy/azure-functions/main.gen.bicep`. Without an image there are none. */
export function writeJobs(plans: readonly Plan[], idOf: (name: string) => string): string {
  const jobs = plans.filter(({ task }) => task).map((plan) => jobOf(plan, idOf(plan.name)))
  return `@description('The image of the container tasks; none without it')
param image string = ''
@description('The registry of the image, which each task reads by its identity; nothing for a public image')
param registry string = ''
resource tasks 'Microsoft.App/managedEnvironments@2024-03-01' = if (!empty(image)) {
  name: '${prefix}'
  location: location
  properties: {}
}
${jobs.join('')}`
}
