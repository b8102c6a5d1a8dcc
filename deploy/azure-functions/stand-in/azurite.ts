import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '#deploy/conformance/start-server.ts'
import { findTool } from '#local/tools.ts'

/** Storage queues: a call of their REST interface, as their own account. */
export type Storage = {
  call(method: string, path: string, body?: string): Promise<Response>
  stop(): Promise<void>
}

/** The account and key that Azurite publishes: https://learn.microsoft.com/azure/storage/common/storage-use-azurite */
const account = 'devstoreaccount1'
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

/** Starts Microsoft's emulator of Storage queues. It takes identities over HTTPS only, so calls are signed with its key. */
export async function startAzurite(): Promise<Storage> {
  const port = await freePort()
  const program = join(findTool('azurite') ?? '', 'dist', 'src', 'queue', 'main.js')
  const options = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry', '--silent']
  const child = spawn(process.execPath, [program, `--queuePort=${port}`, ...options], { stdio: 'pipe' })
  let output = ''
  const listening = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text
      if (output.includes('successfully listens')) resolve()
    })
    child.stderr.on('data', (text: Buffer) => (output += text))
    child.once('exit', () => reject(new Error(`Azurite ended: ${output}`)))
  })
  await listening
  return {
    call: (method, path, body) => fetch(...signedCall(`http://127.0.0.1:${port}/${account}/${path}`, method, body)),
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key#shared-key-lite-and-blob-and-queue-and-file-service */
function signedCall(address: string, method: string, body?: string): [URL, RequestInit] {
  const url = new URL(address)
  const type = body === undefined ? '' : 'application/xml'
  const marks = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': '2024-11-04' }
  const lines = Object.entries(marks).map(([name, value]) => `${name}:${value}`)
  const comp = url.searchParams.get('comp')
  const resource = `/${account}${url.pathname}${comp ? `?comp=${comp}` : ''}`
  const text = [method, '', type, '', ...lines, resource].join('\n')
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
  const headers = { ...marks, ...(type ? { 'content-type': type } : {}) }
  const authorization = `SharedKeyLite ${account}:${signature}`
  return [url, { method, headers: { ...headers, authorization }, ...(body === undefined ? {} : { body }) }]
}
