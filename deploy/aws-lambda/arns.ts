import { prefix } from '#deploy/generated.ts'

/** A text of CloudFormation with the names of its own account in it. */
export const sub = (text: string) => ({ 'Fn::Sub': text })

const arn = (service: string, rest: string) =>
  sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`)

/** The queue of a line of jobs. */
export const queueArn = (line: string) => arn('sqs', `${prefix}-${line}`)

/** The streams of a log group. */
export const logArn = (group: string) => arn('logs', `log-group:${group}:*`)

/** What a function keeps in the Parameter Store: its secrets, below one path. */
export const secretsArn = (name: string) => arn('ssm', `parameter/${prefix}/${name}`)

export const allow = (action: string | string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
})
