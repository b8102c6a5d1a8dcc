import { allow, logArn, queueArn, secretsArn, sub } from '#deploy/aws-lambda/arns.ts'
import { prefix } from '#deploy/generated.ts'
import { type Plan, pascalCase } from '#deploy/plan.ts'

const assume = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

/** A role of one task, with these rights and no other. */
const roleOf = (name: string, statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Condition: 'HasImage',
  Properties: {
    AssumeRolePolicyDocument: assume,
    Policies: [{ PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
})

/** The least size of Fargate that holds so many MB: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
function sizeOf(memory: number): { Cpu: string; Memory: string } {
  const sizes = [
    [512, 256],
    [2048, 512],
    [4096, 1024],
    [8192, 2048],
  ] as const
  const [megabytes, cpu] = sizes.find(([most]) => most >= memory) ?? [16_384, 4096]
  return { Cpu: String(cpu), Memory: String(megabytes) }
}

/**
 * A task reads the secrets of its function before it starts, by the role that starts it, and may itself only ring for what the
 * function rings. It takes nothing from a queue, because it finds its job by its input.
 */
function taskOf(
  { name, memory, rings, plain, secrets }: Plan,
  values: Record<string, unknown>,
): Record<string, object> {
  const id = pascalCase(name)
  const group = `/ecs/${prefix}-${name}`
  const secret = (variable: string) => ({ 'Fn::Sub': `${secretsArn(name)['Fn::Sub']}/${variable}` })
  const settings = plain.filter((variable) => variable in values)
  const rights = rings.length > 0 ? [allow('sqs:SendMessage', rings.map(queueArn))] : []
  const starts = [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logArn(group)),
    allow('ssm:GetParameters', secrets.map(secret)),
    allow('ecr:GetAuthorizationToken', '*'),
    allow(
      ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      sub(`arn:\${AWS::Partition}:ecr:\${AWS::Region}:\${AWS::AccountId}:repository/${prefix}-functions`),
    ),
  ]
  const container = {
    Name: 'task',
    Image: { Ref: 'Image' },
    EntryPoint: ['node', 'deploy/container/task.js'],
    Command: [name],
    // The longest that Fargate waits between SIGTERM and SIGKILL.
    StopTimeout: 120,
    Environment: [
      { Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } },
      ...settings.map((variable) => ({ Name: variable, Value: values[variable] })),
    ],
    Secrets: secrets.map((variable) => ({ Name: variable, ValueFrom: secret(variable) })),
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: { 'awslogs-group': group, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'task' },
    },
  }
  return {
    [`${id}TaskLogs`]: {
      Type: 'AWS::Logs::LogGroup',
      Condition: 'HasImage',
      Properties: { LogGroupName: group, RetentionInDays: 30 },
    },
    [`${id}TaskRole`]: roleOf(name, rights),
    [`${id}TaskStart`]: roleOf(`${name}-start`, starts),
    [`${id}Task`]: {
      Type: 'AWS::ECS::TaskDefinition',
      Condition: 'HasImage',
      DependsOn: `${id}TaskLogs`,
      Properties: {
        Family: `${prefix}-${name}`,
        RequiresCompatibilities: ['FARGATE'],
        NetworkMode: 'awsvpc',
        ...sizeOf(memory),
        TaskRoleArn: { 'Fn::GetAtt': [`${id}TaskRole`, 'Arn'] },
        ExecutionRoleArn: { 'Fn::GetAtt': [`${id}TaskStart`, 'Arn'] },
        ContainerDefinitions: [container],
      },
    },
  }
}

/**
 * The container tasks of functions whose jobs may outgrow fifteen minutes, for `aws ecs run-task`. Without an image there are none.
 * @param values of variables that are no secrets
 */
export function writeTasks(plans: readonly Plan[], values: Record<string, unknown>) {
  return {
    Parameters: { Image: { Type: 'String', Default: '' } },
    Conditions: { HasImage: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Image' }, ''] }] } },
    Resources: {
      Tasks: { Type: 'AWS::ECS::Cluster', Condition: 'HasImage', Properties: { ClusterName: prefix } },
      ...Object.assign({}, ...plans.filter(({ task }) => task).map((plan) => taskOf(plan, values))),
    },
  }
}
