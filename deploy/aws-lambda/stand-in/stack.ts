import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { account, region } from '#deploy/aws-lambda/stand-in/instance.ts'
import type { Moto } from '#deploy/aws-lambda/stand-in/moto.ts'

type Resource = { Type: string; Properties: Record<string, unknown> }
type Schedule = { ScheduleExpression: string; Input: string; RetryPolicy: { MaximumRetryAttempts: number } }
type Events = Record<string, { Type: string; Properties: Record<string, unknown> }>

/** The generated template, as far as it can be set up on one machine. */
export type Stack = {
  functions: Record<string, { variables: Record<string, string>; seconds: number; memory: number; events: Events }>
  queues: { name: string; batchSize: number; function: string }[]
  /** The schedules, by the names of their functions. */
  schedules: Record<string, Schedule>
}

const template = parse(readFileSync(join(import.meta.dirname, '..', 'template.gen.yaml'), 'utf8')) as {
  Resources: Record<string, Resource>
}

/** The value of an intrinsic function; references to parameters get the values given. */
function resolve(value: unknown, parameters: Record<string, string>): string {
  const { Ref, 'Fn::Sub': text } = (value ?? {}) as { Ref?: string; 'Fn::Sub'?: string }
  const known: Record<string, string> = { ...parameters, 'AWS::Region': region, 'AWS::AccountId': account }
  if (Ref) return known[Ref] ?? ''
  if (text) return text.replaceAll(/\$\{([\w:]+)\}/g, (_all, name: string) => known[name] ?? '')
  return String(value)
}

/** @param parameters of the template, such as SiteUrl */
export function readStack(parameters: Record<string, string>): Stack {
  const all = Object.values(template.Resources)
  const functions = all.filter(({ Type }) => Type === 'AWS::Serverless::Function')
  const stack: Stack = { functions: {}, queues: [], schedules: {} }
  for (const { Properties } of functions) {
    const { FunctionName: name, Timeout: seconds, MemorySize: memory, Environment, Events: events = {} } = Properties
    const { Variables } = Environment as { Variables: Record<string, unknown> }
    const variables = Object.fromEntries(
      Object.entries(Variables).map(([key, value]) => [key, resolve(value, parameters)]),
    )
    const given = { variables, seconds: Number(seconds), memory: Number(memory), events: events as Events }
    stack.functions[String(name)] = given
    for (const event of Object.values(events as Events)) {
      if (event.Type === 'ScheduleV2') stack.schedules[String(name)] = event.Properties as unknown as Schedule
      if (event.Type !== 'SQS') continue
      const [id = ''] = (event.Properties.Queue as { 'Fn::GetAtt': string[] })['Fn::GetAtt']
      const queue = String(template.Resources[id]?.Properties.QueueName)
      stack.queues.push({ name: queue, batchSize: Number(event.Properties.BatchSize), function: String(name) })
    }
  }
  return stack
}

/** Makes the template's queues, with its dead letters. @param visibility seconds in place of the template's minutes */
export async function createQueues(moto: Moto, visibility: number): Promise<void> {
  const queues = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::SQS::Queue')
  const create = (name: unknown, Attributes: object) => moto.call('sqs', 'CreateQueue', { QueueName: name, Attributes })
  const dead = queues.find(({ Properties }) => !('RedrivePolicy' in Properties))
  await create(dead?.Properties.QueueName, {})
  const deadLetterTargetArn = `arn:aws:sqs:${region}:${account}:${dead?.Properties.QueueName}`
  for (const { Properties } of queues.filter((one) => one !== dead)) {
    const { maxReceiveCount } = Properties.RedrivePolicy as { maxReceiveCount: number }
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount })
    await create(Properties.QueueName, { VisibilityTimeout: String(visibility), RedrivePolicy })
  }
}

/** Stores the template's schedules, as CloudFormation does for events of the type ScheduleV2. */
export async function createSchedules(moto: Moto, { schedules }: Stack): Promise<void> {
  for (const [name, { ScheduleExpression, Input, RetryPolicy }] of Object.entries(schedules)) {
    const Arn = `arn:aws:lambda:${region}:${account}:function:${name}`
    const RoleArn = `arn:aws:iam::${account}:role/${name}-schedule`
    const Target = { Arn, RoleArn, Input, RetryPolicy }
    await moto.schedules('POST', `/schedules/${name}`, {
      ScheduleExpression,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
    })
  }
}
