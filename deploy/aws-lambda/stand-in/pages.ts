import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { region } from '#deploy/aws-lambda/stand-in/instance.ts'
import { createFunction, type LambdaFunction } from '#deploy/aws-lambda/stand-in/lambda.ts'
import type { Moto } from '#deploy/aws-lambda/stand-in/moto.ts'

const bucket = 'nightlight-pages'
const table = 'nightlight-tags'

/** Stores the pages that the build has made, and makes the table of expired tags, as deploy/aws-lambda/pages.md says. */
export async function storePages(moto: Moto, output: string): Promise<void> {
  const client = (service: string) =>
    new AwsClient({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example', region, service })
  const put = async (path: string, body: BodyInit | null) => {
    const response = await client('s3').fetch(`${moto.url}/${path}`, { method: 'PUT', body })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  const place = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`
  await put(bucket, place)
  const folder = join(output, 'cache')
  for (const file of globSync('**/*.{cache,fetch}', { cwd: folder, withFileTypes: true })) {
    const path = join(file.parentPath, file.name)
    const key = path
      .slice(folder.length + 1)
      .split('/')
      .map(encodeURIComponent)
      .join('/')
    await put(`${bucket}/_cache/${key}`, readFileSync(path))
  }
  const [tag, path] = ['tag', 'path'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' }))
  const keys = [
    { AttributeName: 'tag', KeyType: 'HASH' },
    { AttributeName: 'path', KeyType: 'RANGE' },
  ]
  const body = JSON.stringify({
    TableName: table,
    AttributeDefinitions: [tag, path],
    KeySchema: keys,
    BillingMode: 'PAY_PER_REQUEST',
  })
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.CreateTable' }
  const made = await client('dynamodb').fetch(moto.url, { method: 'POST', headers, body })
  if (!made.ok) throw new Error(`The table was not made: ${await made.text()}`)
}

/** OpenNext calls DynamoDB at its public address whatever AWS_ENDPOINT_URL says; here that call goes to moto. */
const redirect = (moto: Moto) => {
  const code = `const real = fetch; globalThis.fetch = (target, ...rest) =>
    real(String(target).startsWith('https://dynamodb.') ? '${moto.url}/' : target, ...rest)`
  return `--import=data:text/javascript,${encodeURIComponent(code)}`
}

/** The server of the pages as a function. @param output `.open-next` of the build */
export function createPages(moto: Moto, output: string, environment: Record<string, string>): LambdaFunction {
  return createFunction({
    name: 'nightlight-pages',
    folder: join(output, 'server-functions', 'default'),
    environment: {
      ...environment,
      AWS_ENDPOINT_URL: moto.url,
      CACHE_BUCKET_NAME: bucket,
      CACHE_BUCKET_REGION: region,
      CACHE_BUCKET_KEY_PREFIX: '_cache',
      CACHE_DYNAMO_TABLE: table,
      NODE_OPTIONS: redirect(moto),
    },
    seconds: 30,
    memory: 1024,
  })
}
