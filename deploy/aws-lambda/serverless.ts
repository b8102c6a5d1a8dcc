import { stringify } from 'yaml'
import {
  batchOf,
  queuesOf,
  retryPolicy,
  scheduleInput,
  statementsOf,
  toEventBridge,
  variablesOf,
} from '#deploy/aws-lambda/resources.ts'
import { generated, prefix } from '#deploy/generated.ts'
import { type Line, type Plan, pascalCase } from '#deploy/plan.ts'

const getArn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })
const assumedBy = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
})
const role = (service: string, PolicyName: string, statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: assumedBy(service),
    Policies: [{ PolicyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
})

/** The names that osls gives the functions in its template. */
const lambdaOf = ({ name }: Plan) => {
  const words = name.replaceAll('-', 'Dash')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}LambdaFunction`
}

function sourceOf(line: Line): object {
  const { size, most } = batchOf(line)
  const arn = getArn(`${pascalCase(line.name)}Queue`)
  const limit = most ? { maximumConcurrency: most } : {}
  return { sqs: { arn, batchSize: size, functionResponseType: 'ReportBatchItemFailures', ...limit } }
}

function functionOf(plan: Plan): object {
  const { name, trigger, seconds, memory, takes } = plan
  const events = takes.map(sourceOf)
  if (trigger === 'webhook') events.push({ httpApi: { method: 'POST', path: `/api/${name}` } })
  return {
    name: `${prefix}-${name}`,
    handler: 'index.handler',
    role: `${pascalCase(name)}Role`,
    memorySize: memory,
    timeout: seconds,
    environment: variablesOf(plan, (parameter) => `\${param:${parameter}}`),
    package: { artifact: `../../.nightlight/aws-lambda/${name}.zip` },
    // The assistant streams, which an HTTP API cannot pass on.
    ...(trigger === 'http' ? { url: { invokeMode: 'RESPONSE_STREAM' } } : {}),
    ...(events.length > 0 ? { events } : {}),
  }
}

/** The event `schedule` of osls takes no limit of retries, so the schedule is a resource of its own, with a role for its one call. */
function scheduleOf(plan: Plan): Record<string, object> {
  const id = pascalCase(plan.name)
  const arn = getArn(lambdaOf(plan))
  const invoke = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn }
  const target = {
    Arn: arn,
    RoleArn: getArn(`${id}ScheduleRole`),
    Input: scheduleInput,
    RetryPolicy: retryPolicy(plan),
  }
  const when = { ScheduleExpression: toEventBridge(plan.cron ?? ''), FlexibleTimeWindow: { Mode: 'OFF' } }
  return {
    [`${id}ScheduleRole`]: role('scheduler.amazonaws.com', 'call', [invoke]),
    [`${id}Schedule`]: { Type: 'AWS::Scheduler::Schedule', Properties: { ...when, Target: target } },
  }
}

/** `deploy/aws-lambda/serverless.yml`, for `osls deploy`, from the same plans as the template for SAM: https://github.com/oss-serverless */
export function writeServerless(plans: readonly Plan[]): string {
  const roles = plans.map((plan) => [
    `${pascalCase(plan.name)}Role`,
    role('lambda.amazonaws.com', plan.name, statementsOf(plan)),
  ])
  const service = {
    service: prefix,
    provider: {
      name: 'aws',
      runtime: 'nodejs24.x',
      stage: 'production',
      logRetentionInDays: 30,
      httpApi: { payload: '2.0' },
    },

    functions: Object.fromEntries(plans.map((plan) => [plan.name, functionOf(plan)])),
    resources: {
      Resources: {
        ...queuesOf(plans),
        ...Object.fromEntries(roles),
        ...Object.assign({}, ...plans.filter(({ cron }) => cron).map(scheduleOf)),
      },
    },
  }
  return `# ${generated}\n${stringify(service, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
