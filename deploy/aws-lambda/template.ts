import { stringify } from 'yaml'
import {
  batchOf,
  parameters,
  queuesOf,
  retryPolicy,
  scheduleInput,
  statementsOf,
  toEventBridge,
  valuesOf,
  variablesOf,
} from '#deploy/aws-lambda/resources.ts'
import { writeTasks } from '#deploy/aws-lambda/tasks.ts'
import { generated, prefix } from '#deploy/generated.ts'
import { type Line, type Plan, pascalCase } from '#deploy/plan.ts'

const ref = (parameter: string) => ({ Ref: parameter })

function eventsOf(plan: Plan): object {
  const { name, trigger, cron, takes } = plan
  if (trigger === 'cron') {
    const when = { ScheduleExpression: toEventBridge(cron ?? ''), Input: scheduleInput }
    return { Schedule: { Type: 'ScheduleV2', Properties: { ...when, RetryPolicy: retryPolicy(plan) } } }
  }
  if (trigger === 'queue') return Object.fromEntries(takes.map((line) => [pascalCase(line.name), sourceOf(line)]))
  const Properties = { ApiId: { Ref: 'Api' }, Path: `/api/${name}`, Method: trigger === 'http' ? 'ANY' : 'POST' }
  return { Api: { Type: 'HttpApi', Properties } }
}

/** SQS wakes the function. */
function sourceOf(line: Line): object {
  const { size, most } = batchOf(line)
  const limit = most ? { ScalingConfig: { MaximumConcurrency: most } } : {}
  return {
    Type: 'SQS',
    Properties: {
      Queue: { 'Fn::GetAtt': [`${pascalCase(line.name)}Queue`, 'Arn'] },
      BatchSize: size,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...limit,
    },
  }
}

function functionOf(plan: Plan): Record<string, object> {
  const { name, trigger, seconds, memory } = plan
  const id = pascalCase(name)
  // The assistant streams, which an HTTP API cannot pass on.
  const url = trigger === 'http' ? { FunctionUrlConfig: { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' } } : {}
  const own = {
    Type: 'AWS::Serverless::Function',
    DependsOn: `${id}Logs`,
    Properties: {
      FunctionName: `${prefix}-${name}`,
      CodeUri: `../../.nightlight/aws-lambda/${name}`,
      MemorySize: memory,
      Timeout: seconds,
      Environment: { Variables: variablesOf(plan, ref) },
      Policies: [{ Version: '2012-10-17', Statement: statementsOf(plan) }],
      ...url,
      ...(trigger === 'http' ? {} : { Events: eventsOf(plan) }),
    },
  }
  const group = { LogGroupName: `/aws/lambda/${prefix}-${name}`, RetentionInDays: 30 }
  return { [`${id}Logs`]: { Type: 'AWS::Logs::LogGroup', Properties: group }, [id]: own }
}

/** `deploy/aws-lambda/template.gen.yaml`, for `sam deploy`: https://docs.aws.amazon.com/serverless-application-model */
export function writeTemplate(plans: readonly Plan[]): string {
  const tasks = writeTasks(plans, valuesOf(ref))
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Transform: 'AWS::Serverless-2016-10-31',
    Parameters: { ...Object.fromEntries(parameters.map((name) => [name, { Type: 'String' }])), ...tasks.Parameters },
    Conditions: tasks.Conditions,
    Globals: { Function: { Runtime: 'nodejs24.x', Handler: 'index.handler', Tracing: 'PassThrough' } },
    Resources: {
      Api: { Type: 'AWS::Serverless::HttpApi' },
      ...queuesOf(plans),
      ...Object.assign({}, ...plans.map(functionOf)),
      ...tasks.Resources,
    },
    Outputs: {
      FunctionsUrl: { Value: ref('FunctionsUrl') },
      ChatUrl: { Value: { 'Fn::GetAtt': ['ChatUrl', 'FunctionUrl'] } },
    },
  }
  return `# ${generated}\n${stringify(template, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
