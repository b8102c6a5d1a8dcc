import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { parameters } from '#deploy/aws-lambda/resources.ts'
import { pascalCase } from '#deploy/plan.ts'

// biome-ignore lint/suspicious/noExplicitAny: a template of CloudFormation has any shape, and the tests name what they expect
type Resource = { Type: string; Properties: Record<string, any> }
type Function = {
  name: string
  role: string
  memorySize: number
  timeout: number
  environment: Record<string, unknown>
  package: { artifact: string }
  events?: { sqs?: object; httpApi?: object }[]
  url?: { invokeMode: string }
}
const read = (file: string) => parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as never
const sam = read('template.gen.yaml') as { Resources: Record<string, Resource> }
const osls = read('serverless.yml') as {
  functions: Record<string, Function>
  resources: { Resources: Record<string, Resource> }
}
const { Resources: made } = osls.resources
const names = Object.keys(osls.functions)

/** A function as the template for SAM describes it, in the words of the other file. */
function samFunction(name: string) {
  const { Properties = {} } = sam.Resources[pascalCase(name)] ?? {}
  const { Events = {}, FunctionUrlConfig: url, Environment, Policies } = Properties
  const events = Object.values(Events as Record<string, Resource>)
  const sources = events.filter(({ Type }) => Type === 'SQS').map((event) => event.Properties)
  return {
    name: Properties.FunctionName,
    memorySize: Properties.MemorySize,
    timeout: Properties.Timeout,
    environment: Environment.Variables,
    statements: Policies[0].Statement,
    sources: sources.map(({ Queue, BatchSize, FunctionResponseTypes, ScalingConfig }) => ({
      arn: Queue,
      batchSize: BatchSize,
      functionResponseType: FunctionResponseTypes?.[0],
      ...(ScalingConfig ? { maximumConcurrency: ScalingConfig.MaximumConcurrency } : {}),
    })),
    paths: events.filter(({ Type }) => Type === 'HttpApi').map((event) => event.Properties.Path),
    schedule: events.find(({ Type }) => Type === 'ScheduleV2')?.Properties,
    streams: url?.InvokeMode,
  }
}

function oslsFunction(name: string) {
  const one = osls.functions[name] as Function
  const own = made[`${pascalCase(name)}Schedule`]?.Properties
  const { Input, RetryPolicy } = own?.Target ?? {}
  const environment = Object.entries(one.environment).map(([key, value]) => {
    const parameter = /^\$\{param:(\w+)\}$/.exec(String(value))?.[1]
    return [key, parameter ? { Ref: parameter } : value]
  })
  return {
    name: one.name,
    memorySize: one.memorySize,
    timeout: one.timeout,
    environment: Object.fromEntries(environment),
    statements: made[one.role]?.Properties.Policies[0].PolicyDocument.Statement,
    sources: (one.events ?? []).flatMap(({ sqs }) => sqs ?? []),
    paths: (one.events ?? []).flatMap(({ httpApi }) => (httpApi ? [(httpApi as { path: string }).path] : [])),
    schedule: own && { ScheduleExpression: own.ScheduleExpression, Input, RetryPolicy },
    streams: one.url?.invokeMode,
  }
}

test('the files for SAM and for osls describe the same functions, rights, queues and schedules', () => {
  const functions = Object.values(sam.Resources).filter(({ Type }) => Type === 'AWS::Serverless::Function')
  expect(names).toHaveLength(functions.length)
  for (const name of names) expect([name, oslsFunction(name)]).toEqual([name, samFunction(name)])
  const queues = (resources: Record<string, Resource>) =>
    Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::SQS::Queue')
  expect(queues(made)).toEqual(queues(sam.Resources))
})

test('each function has a role of its own, and each schedule one that calls its function only', () => {
  const roles = names.map((name) => osls.functions[name]?.role)
  expect(new Set(roles).size).toBe(names.length)
  for (const name of names.filter((one) => `${pascalCase(one)}Schedule` in made)) {
    const own = made[`${pascalCase(name)}ScheduleRole`]?.Properties.Policies[0].PolicyDocument.Statement ?? []
    const [statement, ...others] = own
    const id = statement.Resource['Fn::GetAtt'][0].replaceAll('Dash', '-').toLowerCase()
    const { Action } = statement
    expect([Action, id, others]).toEqual(['lambda:InvokeFunction', `${name}lambdafunction`, []])
  }
})

const run = promisify(execFile)
const program = process.env.OSLS ?? 'osls'
const found = await run(program, ['--version']).then(
  () => true,
  () => false,
)
if (!found) process.stderr.write('SKIPPED: osls is not installed; OSLS names its program.\n')

test.skipIf(!found)(
  'osls packages the service, without an account',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nightlight-osls-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const service = join(folder, 'deploy', 'aws-lambda')
    mkdirSync(service, { recursive: true })
    copyFileSync(join(import.meta.dirname, 'serverless.yml'), join(service, 'serverless.yml'))
    for (const {
      package: { artifact },
    } of Object.values(osls.functions)) {
      mkdirSync(dirname(join(service, artifact)), { recursive: true })
      // A zip without files.
      writeFileSync(join(service, artifact), Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'))
    }
    const values = parameters.flatMap((name) => ['--param', `${name}=https://example.com`])
    const options = { cwd: service, env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', HOME: folder } }
    await run(program, ['package', '--region', 'eu-central-1', ...values], options)
    const packed = join(service, '.serverless', 'cloudformation-template-update-stack.json')
    const { Resources } = JSON.parse(readFileSync(packed, 'utf8')) as { Resources: Record<string, Resource> }
    const count = (type: string) => Object.values(Resources).filter(({ Type }) => Type === `AWS::${type}`).length
    const schedules = Object.values(made).filter(({ Type }) => Type === 'AWS::Scheduler::Schedule').length
    expect([count('Lambda::Function'), count('IAM::Role')]).toEqual([names.length, names.length + schedules])
    const permissions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission')
    const open = permissions.filter(({ Properties }) => Properties.Principal === '*')
    // An address that anybody may call needs both: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    expect(open.map(({ Properties }) => Properties.Action).toSorted()).toEqual([
      ...['lambda:InvokeFunction', 'lambda:InvokeFunction'],
      ...['lambda:InvokeFunctionUrl', 'lambda:InvokeFunctionUrl'],
    ])
  },
  60_000,
)
