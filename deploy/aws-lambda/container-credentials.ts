import * as z from 'zod'

const answer = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), Token: z.string() })

/**
 * The keys of the role of a task on ECS, under the names that Lambda gives them. Nothing on other platforms. They last some hours;
 * a task that rings the queue later than that leaves it to the sweep.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @throws Error when ECS names an address that gives none
 */
export async function readContainerCredentials(): Promise<Record<string, string>> {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = process.env
  const url = path ? `http://169.254.170.2${path}` : full
  if (!url) return {}
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
  if (!response.ok) throw new Error(`No keys for the role of this task: ${response.status}`)
  const { AccessKeyId, SecretAccessKey, Token } = answer.parse(await response.json())
  return { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: Token }
}
