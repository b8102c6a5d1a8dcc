import { expect, onTestFinished, test, vi } from 'vitest'
import { readContainerCredentials } from '#deploy/aws-lambda/container-credentials.ts'
import { listen } from '#local/listen.ts'

async function startEndpoint(answer: () => Response) {
  const server = await listen(async () => answer())
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${server.url}/v2/credentials/task`)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await server.close()
  })
}

test('the keys of a task’s role come under the names that Lambda gives them', async () => {
  const keys = {
    AccessKeyId: 'ASIAEXAMPLE',
    SecretAccessKey: 'example',
    Token: 'token',
    Expiration: '2026-11-30T10:00:00Z',
  }
  await startEndpoint(() => Response.json({ RoleArn: 'arn:aws:iam::123456789012:role/task', ...keys }))
  expect(await readContainerCredentials()).toEqual({
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: 'token',
  })
})

test('without an address there are none, and a refusal is an error', async () => {
  expect(await readContainerCredentials()).toEqual({})
  await startEndpoint(() => new Response('no', { status: 400 }))
  await expect(readContainerCredentials()).rejects.toThrow('400')
})
