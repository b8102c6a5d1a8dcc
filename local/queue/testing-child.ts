// The crash tests start this program. It serves a queue and sends its URL to the parent.
import { type QueueOptions, startQueue } from '#local/queue/server.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as QueueOptions
const queue = await startQueue({ port: 0, ...options })
process.send?.(queue.url)
