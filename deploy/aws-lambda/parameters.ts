import { AwsClient } from 'aws4fetch'
import * as z from 'zod'

const page = z.object({
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })),
  NextToken: z.string().nullish(),
})

/**
 * The secrets of a function, from the Parameter Store of Systems Manager: all parameters below a path, decrypted. Lambda's own
 * variables are limited to 4 KB, and everybody who may read the function's settings can read them.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 * @param path such as `/nightlight/process-order`; none without it
 * @throws Error with the service's answer when it refuses
 */
export async function readParameters(path: string | undefined): Promise<Record<string, string>> {
  if (!path) return {}
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY = '' } = process.env
  const sessionToken = process.env.AWS_SESSION_TOKEN
  const keys = { accessKeyId, secretAccessKey: AWS_SECRET_ACCESS_KEY, ...(sessionToken ? { sessionToken } : {}) }
  const aws = new AwsClient({ ...keys, region, service: 'ssm' })
  const url = process.env.AWS_ENDPOINT_URL_SSM ?? process.env.AWS_ENDPOINT_URL ?? `https://ssm.${region}.amazonaws.com`
  const values: Record<string, string> = {}
  let token: string | null | undefined
  do {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParametersByPath' }
    const body = JSON.stringify({ Path: path, WithDecryption: true, ...(token ? { NextToken: token } : {}) })
    const response = await aws.fetch(url, { method: 'POST', headers, body })
    if (!response.ok)
      throw new Error(`No secrets at ${path}: ${response.status} ${(await response.text()).slice(0, 300)}`)
    const { Parameters: found, NextToken: next } = page.parse(await response.json())
    for (const { Name: name, Value: value } of found) values[name.slice(path.length + 1)] = value
    token = next
  } while (token)
  return values
}
