import { stringify } from 'yaml'
import { allow, logArn, queueArn, secretsArn, sub } from '#deploy/aws-lambda/arns.ts'
import { writeTasks } from '#deploy/aws-lambda/tasks.ts'
import { generated, prefix } from '#deploy/generated.ts'
import { type Line, type Plan, pascalCase } from '#deploy/plan.ts'

/** The same moment in the six fields of EventBridge Scheduler, where one of the two fields of days is `?`. */
export function toEventBridge(cron: string): string {
  const [minute, hour, day, month, weekday = '*'] = cron.split(' ')
  if (cron === '* * * * *') return 'rate(1 minute)'
  const every = /^\*\/(\d+) \* \* \* \*$/.exec(cron)?.[1]
  if (every) return `rate(${every} minutes)`
  const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
  return weekday === '*'
    ? `cron(${minute} ${hour} ${day} ${month} ? *)`
    : `cron(${minute} ${hour} ? ${month} ${names[Number(weekday)] ?? weekday} *)`
}

/** All that a function's role may do. */
function statementsOf({ name, takes, rings }: Plan): object[] {
  const sends = [...rings, ...(takes.length > 0 ? ['dead'] : [])]
  const take = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility']
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logArn(`/aws/lambda/${prefix}-${name}`)),
    allow('ssm:GetParametersByPath', secretsArn(name)),
    ...(takes.length > 0
      ? [
          allow(
            take,
            takes.map((line) => queueArn(line.name)),
          ),
        ]
      : []),
    ...(sends.length > 0 ? [allow('sqs:SendMessage', sends.map(queueArn))] : []),
  ]
}

function eventsOf({ name, trigger, cron, retries = 0, takes }: Plan): object {
  if (trigger === 'cron') {
    const RetryPolicy = { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: 3600 }
    const Input = '{"scheduled":"<aws.scheduler.scheduled-time>"}'
    const Properties = { ScheduleExpression: toEventBridge(cron ?? ''), Input, RetryPolicy }
    return { Schedule: { Type: 'ScheduleV2', Properties } }
  }
  if (trigger === 'queue') return Object.fromEntries(takes.map((line) => [pascalCase(line.name), sourceOf(line)]))
  const Properties = { ApiId: { Ref: 'Api' }, Path: `/api/${name}`, Method: trigger === 'http' ? 'ANY' : 'POST' }
  return { Api: { Type: 'HttpApi', Properties } }
}

/** SQS wakes the function. Its limit of parallel runs is at least two. */
function sourceOf({ name, parallel }: Line): object {
  const limit = parallel ? { ScalingConfig: { MaximumConcurrency: Math.max(2, parallel) } } : {}
  return {
    Type: 'SQS',
    Properties: {
      Queue: { 'Fn::GetAtt': [`${pascalCase(name)}Queue`, 'Arn'] },
      BatchSize: parallel ? 1 : 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...limit,
    },
  }
}

/** A queue, whose messages go to the dead letters after as many failures as the sweep's own count allows. */
const queueOf = ({ name }: Line, seconds: number) => ({
  Type: 'AWS::SQS::Queue',
  Properties: {
    QueueName: `${prefix}-${name}`,
    SqsManagedSseEnabled: true,
    VisibilityTimeout: seconds * 6,
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 5 },
  },
})

function functionOf(plan: Plan): Record<string, object> {
  const { name, trigger, seconds, memory, plain } = plan
  const id = pascalCase(name)
  // The assistant streams, which an HTTP API cannot pass on.
  const url = trigger === 'http' ? { FunctionUrlConfig: { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' } } : {}
  const settings = Object.fromEntries(plain.filter((variable) => variable in values).map((key) => [key, values[key]]))
  const own = {
    Type: 'AWS::Serverless::Function',
    DependsOn: `${id}Logs`,
    Properties: {
      FunctionName: `${prefix}-${name}`,
      CodeUri: `../../.nightlight/aws-lambda/${name}`,
      MemorySize: memory,
      Timeout: seconds,
      Environment: { Variables: { ...settings, SECRETS_PATH: `/${prefix}/${name}` } },
      Policies: [{ Version: '2012-10-17', Statement: statementsOf(plan) }],
      ...url,
      ...(trigger === 'http' ? {} : { Events: eventsOf(plan) }),
    },
  }
  const group = { LogGroupName: `/aws/lambda/${prefix}-${name}`, RetentionInDays: 30 }
  return { [`${id}Logs`]: { Type: 'AWS::Logs::LogGroup', Properties: group }, [id]: own }
}

/**
 * FunctionsUrl is the address of the API, under a name of your own or as the first deployment prints it: a function that knew it
 * from the API, which knows its functions, would be a circle.
 */
const parameters = ['SiteUrl', 'FunctionsUrl', 'SupabaseUrl', 'SupabasePublishableKey', 'OwnerEmail']

/** The values of variables that are no secrets. Those without a value here are optional. */
const values: Record<string, unknown> = {
  SITE_URL: { Ref: 'SiteUrl' },
  FUNCTIONS_URL: { Ref: 'FunctionsUrl' },
  SUPABASE_URL: { Ref: 'SupabaseUrl' },
  SUPABASE_PUBLISHABLE_KEY: { Ref: 'SupabasePublishableKey' },
  OWNER_EMAIL: { Ref: 'OwnerEmail' },
  QUEUE: 'sqs',
  QUEUE_URL: sub(`https://sqs.\${AWS::Region}.\${AWS::URLSuffix}/\${AWS::AccountId}/${prefix}-`),
}

/** `deploy/aws-lambda/template.gen.yaml`, for `sam deploy`: https://docs.aws.amazon.com/serverless-application-model */
export function writeTemplate(plans: readonly Plan[]): string {
  const queues = plans.flatMap(({ takes, seconds }) =>
    takes.map((line) => [`${pascalCase(line.name)}Queue`, queueOf(line, seconds)] as const),
  )
  const tasks = writeTasks(plans, values)
  const dead = { QueueName: `${prefix}-dead`, SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 }
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Transform: 'AWS::Serverless-2016-10-31',
    Parameters: { ...Object.fromEntries(parameters.map((name) => [name, { Type: 'String' }])), ...tasks.Parameters },
    Conditions: tasks.Conditions,
    Globals: { Function: { Runtime: 'nodejs24.x', Handler: 'index.handler', Tracing: 'PassThrough' } },
    Resources: {
      Api: { Type: 'AWS::Serverless::HttpApi' },
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: dead },
      ...Object.fromEntries(queues),
      ...Object.assign({}, ...plans.map(functionOf)),
      ...tasks.Resources,
    },
    Outputs: {
      FunctionsUrl: { Value: values.FUNCTIONS_URL },
      ChatUrl: { Value: { 'Fn::GetAtt': ['ChatUrl', 'FunctionUrl'] } },
    },
  }
  return `# ${generated}\n${stringify(template, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
