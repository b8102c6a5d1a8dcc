// What the two forms of the infrastructure share: deploy/aws-lambda/template.ts for SAM, serverless.ts for osls.
import { allow, logArn, queueArn, secretsArn, sub } from '#deploy/aws-lambda/arns.ts'
import { prefix } from '#deploy/generated.ts'
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
export function statementsOf({ name, takes, rings }: Plan): object[] {
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

/** The event of a schedule. A failed call is repeated for an hour at most. */
export const scheduleInput = '{"scheduled":"<aws.scheduler.scheduled-time>"}'
export const retryPolicy = ({ retries = 0 }: Plan) => ({
  MaximumRetryAttempts: retries,
  MaximumEventAgeInSeconds: 3600,
})

/** How many messages of a line wake the function at once, and how many calls run at once: SQS takes two at least. */
export const batchOf = ({ parallel }: Line) =>
  parallel ? { size: 1, most: Math.max(2, parallel) } : { size: 10, most: undefined }

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

/** The queues of all functions, and their dead letters. */
export function queuesOf(plans: readonly Plan[]): Record<string, object> {
  const queues = plans.flatMap(({ takes, seconds }) =>
    takes.map((line) => [`${pascalCase(line.name)}Queue`, queueOf(line, seconds)] as const),
  )
  const dead = { QueueName: `${prefix}-dead`, SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 }
  return { DeadLetters: { Type: 'AWS::SQS::Queue', Properties: dead }, ...Object.fromEntries(queues) }
}

/**
 * FunctionsUrl is the address of the API, under a name of your own or as the first deployment prints it: a function that knew it
 * from the API, which knows its functions, would be a circle.
 */
export const parameters = ['SiteUrl', 'FunctionsUrl', 'SupabaseUrl', 'SupabasePublishableKey', 'OwnerEmail']

/** The values of variables that are no secrets. Those without a value here are optional. */
export const valuesOf = (parameter: (name: string) => unknown): Record<string, unknown> => ({
  SITE_URL: parameter('SiteUrl'),
  FUNCTIONS_URL: parameter('FunctionsUrl'),
  SUPABASE_URL: parameter('SupabaseUrl'),
  SUPABASE_PUBLISHABLE_KEY: parameter('SupabasePublishableKey'),
  OWNER_EMAIL: parameter('OwnerEmail'),
  QUEUE: 'sqs',
  QUEUE_URL: sub(`https://sqs.\${AWS::Region}.\${AWS::URLSuffix}/\${AWS::AccountId}/${prefix}-`),
})

/**
 * The environment of a function.
 * @param parameter how the infrastructure names one of `parameters`
 */
export function variablesOf({ name, plain }: Plan, parameter: (name: string) => unknown): Record<string, unknown> {
  const known = valuesOf(parameter)
  const own = plain.filter((variable) => variable in known).map((variable) => [variable, known[variable]])
  return { ...Object.fromEntries(own), SECRETS_PATH: `/${prefix}/${name}` }
}
