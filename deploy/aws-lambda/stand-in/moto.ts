import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { AwsClient } from 'aws4fetch'
import { region } from '#deploy/aws-lambda/stand-in/instance.ts'

/** https://github.com/getmoto/moto serves Amazon's APIs on one machine. It is a Python program, so it does not come with npm. */
export const hasMoto: boolean = spawnSync('moto_server', ['--help']).status === 0

/** The APIs that the store uses on AWS, with the way in which each names its actions. */
const apis = {
  sqs: { target: 'AmazonSQS', type: 'application/x-amz-json-1.0' },
  ssm: { target: 'AmazonSSM', type: 'application/x-amz-json-1.1' },
}

export type Moto = {
  url: string
  /** Calls an action. @throws Error with the service's answer when it refuses */
  call<Answer>(api: keyof typeof apis, action: string, input: object): Promise<Answer>
  /** Calls the REST API of EventBridge Scheduler. */
  schedules<Answer>(method: string, path: string, input?: object): Promise<Answer>
  close(): Promise<void>
}

/** Starts moto_server on a free port. */
export async function startMoto(): Promise<Moto> {
  const child = spawn('moto_server', ['--host', '127.0.0.1', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text
      const address = /Running on (http:\/\/[\d.:]+)/.exec(output)?.[1]
      if (address) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`moto_server ended: ${output}`)))
  })
  const client = (service: string) =>
    new AwsClient({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example', region, service })
  async function read<Answer>(response: Response): Promise<Answer> {
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status}: ${text}`)
    return JSON.parse(text || '{}') as Answer
  }
  return {
    url,
    async call(api, action, input) {
      const { target, type } = apis[api]
      const headers = { 'content-type': type, 'x-amz-target': `${target}.${action}` }
      return read(await client(api).fetch(url, { method: 'POST', headers, body: JSON.stringify(input) }))
    },
    async schedules(method, path, input) {
      const headers = { 'content-type': 'application/json' }
      const body = input ? { headers, body: JSON.stringify(input) } : {}
      return read(await client('scheduler').fetch(`${url}${path}`, { method, ...body }))
    },
    async close() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
