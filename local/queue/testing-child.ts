// Started by the crash tests: serves a queue and tells its parent the URL.
import { type QueueOptions, startQueue } from '#local/queue/server.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as QueueOptions
const queue = await startQueue({ port: 0, ...options })
process.send?.(queue.url)
