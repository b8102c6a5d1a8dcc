import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { openNextConfig, openNextPackage } from '#deploy/aws-lambda/open-next.ts'
import { callAddress } from '#deploy/aws-lambda/stand-in/function-url.ts'
import type { Moto } from '#deploy/aws-lambda/stand-in/moto.ts'
import { createPages } from '#deploy/aws-lambda/stand-in/pages.ts'
import { listen } from '#local/listen.ts'

test('the settings of OpenNext stream, and keep pages and tags outside the instance', async () => {
  expect(openNextPackage).toMatch(/^@opennextjs\/aws@\d+\.\d+\.\d+$/)
  const { code } = await transform(openNextConfig, { loader: 'ts' })
  const { default: config } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: { default: { override: Record<string, string> } }
  }
  expect(config.default.override).toEqual({
    wrapper: 'aws-lambda-streaming',
    converter: 'aws-apigw-v2',
    incrementalCache: 's3',
    tagCache: 'dynamodb-nextMode',
    queue: 'sqs',
  })
})

test('the pages’ function gets the events of its address, and its calls of DynamoDB go to moto', async () => {
  const output = mkdtempSync(join(tmpdir(), 'nightlight-pages-'))
  onTestFinished(() => rmSync(output, { recursive: true }))
  const folder = join(output, 'server-functions', 'default')
  mkdirSync(folder, { recursive: true })
  // In the shape of OpenNext's handler.
  const code = `export const handler = awslambda.streamifyResponse(async ({ rawPath }, stream) => {
    const answer = await fetch('https://dynamodb.eu-central-1.amazonaws.com')
    const out = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: {} })
    out.write([rawPath, process.env.CACHE_BUCKET_NAME, await answer.text()].join(' '))
    out.end()
  })`
  writeFileSync(join(folder, 'index.mjs'), code)
  const moto = await listen(() => new Response('moto'))
  onTestFinished(() => moto.close())
  const pages = createPages({ url: moto.url } as Moto, output, {})
  onTestFinished(() => pages.stop())
  const response = await callAddress(pages, new Request('https://abc.lambda-url.eu-central-1.on.aws/products/porch'))
  expect(await response.text()).toBe('/products/porch nightlight-pages moto')
})
