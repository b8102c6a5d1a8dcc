import { writeJobs } from '#deploy/azure-functions/container-job.ts'
import { generated, prefix } from '#deploy/generated.ts'
import { type Plan, pascalCase } from '#deploy/plan.ts'

const idOf = (name: string) => pascalCase(name).replace(/^./, (letter) => letter.toLowerCase())

/** Built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage */
const roles = {
  takes: { id: '8a0f0c08-91a1-4084-bc3d-661d67233fed', name: 'Storage Queue Data Message Processor' },
  sends: { id: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a', name: 'Storage Queue Data Message Sender' },
}

/** A right of one function's identity on one queue. */
function right(name: string, queue: string, kind: keyof typeof roles): string {
  return `// ${name}: ${roles[kind].name}
resource ${idOf(`${name}-${kind}-${queue}`)} 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(${idOf(queue)}Queue.id, '${name}', '${kind}')
  scope: ${idOf(queue)}Queue
  properties: {
    principalId: ${idOf(name)}.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roles[kind].id}')
  }
}
`
}

const queueOf = (
  name: string,
) => `resource ${idOf(name)}Queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = {
  parent: queues
  name: '${prefix}-${name}'
}
`

/** One app for each function, because an app has one identity. */
function appOf({ name, memory, plain, secrets }: Plan): string {
  const settings = [
    ...plain.map((variable) => `        { name: '${variable}', value: plain.?${variable} ?? '' }`),
    ...secrets.map((variable) => {
      const secret = `${name}-${variable.toLowerCase().replaceAll('_', '-')}`
      return `        { name: '${variable}', value: '@Microsoft.KeyVault(VaultName=\${vault};SecretName=${secret})' }`
    }),
  ]
  const size = [512, 2048, 4096].find((megabytes) => megabytes >= memory) ?? 4096
  return `resource ${idOf(name)} 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${prefix}-${name}'
  location: location
}
resource ${idOf(name)}App 'Microsoft.Web/sites@2024-04-01' = {
  name: '${prefix}-${name}'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '\${${idOf(name)}.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: ${idOf(name)}.id
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { instanceMemoryMB: ${size}, maximumInstanceCount: 40 }
    }
    siteConfig: {
      appSettings: [
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: ${idOf(name)}.properties.clientId }
        { name: 'AzureWebJobsStorage__queueServiceUri', value: storage.properties.primaryEndpoints.queue }
        { name: 'AZURE_CLIENT_ID', value: ${idOf(name)}.properties.clientId }
${settings.join('\n')}
      ]
    }
  }
}
`
}

/** `deploy/azure-functions/main.gen.bicep`, for `az deployment group create`. */
export function writeBicep(plans: readonly Plan[]): string {
  const lines = plans.flatMap(({ takes }) => takes.map(({ name }) => name))
  const dead = lines.map((line) => `${line}-poison`)
  const rights = plans.flatMap(({ name, takes, rings }) => [
    ...takes.map((line) => right(name, line.name, 'takes')),
    ...takes.map((line) => right(name, `${line.name}-poison`, 'sends')),
    ...rings.map((line) => right(name, line, 'sends')),
  ])
  return `// ${generated}
param location string = resourceGroup().location
param account string
param vault string
@description('Values of variables that are no secrets, by their names')
param plain object

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: account
  location: location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: { allowSharedKeyAccess: false, minimumTlsVersion: 'TLS1_2' }
}
resource queues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: storage
  name: 'default'
}
resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${prefix}'
  location: location
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}
${[...lines, ...dead].map(queueOf).join('')}${plans.map(appOf).join('')}${rights.join('')}${writeJobs(plans, idOf)}`
}

/** `deploy/azure-functions/host.gen.json`: https://learn.microsoft.com/azure/azure-functions/functions-host-json */
export function writeHost(plans: readonly Plan[]): string {
  const seconds = Math.max(...plans.map((plan) => plan.seconds))
  const time = new Date(seconds * 1000).toISOString().slice(11, 19)
  const queues = {
    batchSize: 1,
    newBatchThreshold: 0,
    maxDequeueCount: 5,
    visibilityTimeout: '00:00:30',
    messageEncoding: 'none',
  }
  const host = {
    version: '2.0',
    telemetryMode: 'OpenTelemetry',
    functionTimeout: time,
    extensions: { http: { routePrefix: 'api' }, queues },
    extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.*, 5.0.0)' },
  }
  return `${JSON.stringify(host, null, 2)}\n`
}
