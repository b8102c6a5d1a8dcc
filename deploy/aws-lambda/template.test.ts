import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { apartFromPages } from '#deploy/apart.ts'
import { toEventBridge } from '#deploy/aws-lambda/resources.ts'
import { writeTemplate } from '#deploy/aws-lambda/template.ts'
import { needs } from '#deploy/needs.gen.ts'
import { pascalCase, planFunctions } from '#deploy/plan.ts'
import { registry as whole } from '#functions/registry.gen.ts'
import { secrets } from '#lib/env.ts'

const registry = apartFromPages(whole)

type Statement = { Action: string | string[]; Resource: unknown }
type Template = {
  Resources: Record<
    string,
    { Properties: { Policies: [{ Statement: Statement[] }]; Environment: { Variables: Record<string, unknown> } } }
  >
}
const file = join(import.meta.dirname, 'template.gen.yaml')
const template = parse(readFileSync(file, 'utf8')) as Template

/** The rights of functions that go beyond what their code uses, as sentences. */
function findWiderRights({ Resources }: Template): string[] {
  return registry.flatMap(({ name, trigger }) => {
    const dead = trigger.kind === 'queue' ? ['dead'] : []
    const may = [...(needs[name]?.rings ?? []), ...dead].map((line) => `nightlight-${line}`)
    const statements = Resources[pascalCase(name)]?.Properties.Policies[0].Statement ?? []
    return statements.flatMap(({ Action, Resource }) => {
      const resources = [Resource].flat().map((one) => (one as { 'Fn::Sub'?: string })['Fn::Sub'] ?? String(one))
      const ends = resources.map((resource) => resource.split(/[:/]/).findLast((part) => part !== '*') ?? '')
      return [Action].flat().flatMap((action) => {
        if (action === 'sqs:SendMessage')
          return ends.filter((end) => !may.includes(end)).map((end) => `${name} may ring ${end}`)
        const own = action.startsWith('sqs:')
          ? ends.every((end) => end.startsWith(`nightlight-${name}`))
          : ends.every((end) => end === name || end === `nightlight-${name}`)
        const known =
          /^(logs:(CreateLogStream|PutLogEvents)|ssm:GetParametersByPath|sqs:(Receive|Delete)Message|sqs:GetQueueAttributes|sqs:ChangeMessageVisibility)$/
        return own && known.test(action) ? [] : [`${name} may ${action} on ${ends}`]
      })
    })
  })
}

test('each function’s role may do what its code does, and nothing more', () => {
  expect(findWiderRights(template)).toEqual([])
  for (const { name } of registry) {
    const { Statement: statements } = template.Resources[pascalCase(name)]?.Properties.Policies[0] ?? { Statement: [] }
    const sends = JSON.stringify(statements.filter(({ Action }) => Action === 'sqs:SendMessage'))
    for (const line of needs[name]?.rings ?? []) expect(sends).toContain(`nightlight-${line}"`)
  }
})

test.each([
  ['Health', { Action: 'sqs:SendMessage', Resource: [{ 'Fn::Sub': 'arn:aws:sqs:eu:1:nightlight-refund-order' }] }],
  ['ShipOrder', { Action: ['s3:*'], Resource: '*' }],
  [
    'Chat',
    { Action: 'ssm:GetParametersByPath', Resource: { 'Fn::Sub': 'arn:aws:ssm:eu:1:parameter/nightlight/sweep' } },
  ],
])('a wider right of %s is seen', (id, statement: Statement) => {
  const wider = structuredClone(template)
  wider.Resources[id]?.Properties.Policies[0].Statement.push(statement)
  expect(findWiderRights(wider)).toHaveLength(1)
})

type Task = {
  Properties: {
    TaskRoleArn: { 'Fn::GetAtt': [string] }
    ContainerDefinitions: [{ Environment: { Name: string }[]; Secrets: { Name: string; ValueFrom: unknown }[] }]
  }
}
type Role = { Properties: { Policies: [{ PolicyDocument: { Statement: Statement[] } }] } }

test('a container task may ring for what its function rings, and the role that starts it reads the secrets of that function', () => {
  const tasks = registry.filter(({ task }) => task)
  expect(tasks.map(({ name }) => name)).toContain('make-sales-report')
  for (const { name } of tasks) {
    const id = pascalCase(name)
    const resources = template.Resources as unknown as Record<string, Task & Role>
    const statements = (role: string) => resources[role]?.Properties.Policies[0].PolicyDocument.Statement ?? []
    const {
      TaskRoleArn: role,
      ContainerDefinitions: [container],
    } = (resources[`${id}Task`] as Task).Properties
    expect(role['Fn::GetAtt'][0]).toBe(`${id}TaskRole`)
    const [rings, ...more] = statements(`${id}TaskRole`)
    expect([rings?.Action, more]).toEqual(['sqs:SendMessage', []])
    const queues = [rings?.Resource]
      .flat()
      .map((one) => (one as { 'Fn::Sub': string })['Fn::Sub'].split(':nightlight-')[1])
    expect(queues).toEqual(needs[name]?.rings)
    const started = statements(`${id}TaskStart`).filter(({ Action: action }) => String(action).startsWith('ssm:'))
    expect(started).toHaveLength(1)
    expect(started[0]?.Resource).toEqual(container.Secrets.map(({ ValueFrom: from }) => from))
    for (const { Name: variable, ValueFrom: from } of container.Secrets)
      expect(JSON.stringify(from)).toContain(`:parameter/nightlight/${name}/${variable}"`)
    const plain = container.Environment.map(({ Name: variable }) => variable)
    expect(plain.filter((variable) => secrets.includes(variable))).toEqual(['SUPABASE_PUBLISHABLE_KEY'])
    const both = [...plain, ...container.Secrets.map(({ Name: variable }) => variable)]
    // What is left out is optional or another queue's.
    const needed = [
      'SUPABASE_URL',
      'SUPABASE_ROLE_TOKENS',
      'QSTASH_CURRENT_SIGNING_KEY',
      'RESEND_API_KEY',
      'OWNER_EMAIL',
    ]
    expect(both).toEqual(expect.arrayContaining(needed))
  }
})

test('no secret is a variable of a function', () => {
  for (const { name } of registry) {
    const given = Object.keys(template.Resources[pascalCase(name)]?.Properties.Environment.Variables ?? {})
    expect(given.filter((variable) => secrets.includes(variable))).toEqual(['SUPABASE_PUBLISHABLE_KEY'])
  }
})

test('schedules have six fields, and the seventh day is Sunday', () => {
  const forms = ['* * * * *', '*/5 * * * *', '15 23 * * *', '0 5 * * 1', '0 3 * * 0', '0 4 1 * *'].map(toEventBridge)
  expect(forms.slice(0, 3)).toEqual(['rate(1 minute)', 'rate(5 minutes)', 'cron(15 23 * * ? *)'])
  expect(forms.slice(3)).toEqual(['cron(0 5 ? * MON *)', 'cron(0 3 ? * SUN *)', 'cron(0 4 1 * ? *)'])
})

test('a function with one more limit changes the template', () => {
  const narrower = registry.map((one) => (one.name === 'sweep' ? { ...one, limits: { seconds: 30 } } : one))
  expect(writeTemplate(planFunctions(narrower, 'sqs'))).not.toBe(writeTemplate(planFunctions(registry, 'sqs')))
})

const lint = promisify(execFile)
const found = await lint('cfn-lint', ['--version']).then(
  () => true,
  () => false,
)
test.skipIf(!found)(
  'cfn-lint has nothing to say (skipped where it is not installed)',
  async () => {
    const said = await lint('cfn-lint', [file]).catch((error: { stdout: string }) => error)
    expect(said.stdout).toBe('')
  },
  60_000,
)
