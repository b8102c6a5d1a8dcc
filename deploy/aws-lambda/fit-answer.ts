import { createLog } from '#lib/log.ts'

const log = createLog({ scope: 'aws-lambda' })

/** Lambda drops a larger answer, and tells its caller nothing but 502. */
const mostBytes = 6 * 1024 * 1024

/** An answer as it is, or an error with the reason when Lambda would drop it for its size. */
export function fitAnswer(answer: object): object {
  const bytes = 'body' in answer && typeof answer.body === 'string' ? answer.body.length : 0
  // Text grows in the JSON that it leaves in: an escape has six letters at most.
  if (bytes * 6 < mostBytes || Buffer.byteLength(JSON.stringify(answer)) < mostBytes) return answer
  const error = `The answer has more than the ${mostBytes} bytes that Lambda takes.`
  log.error(error, { bytes })
  return { statusCode: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) }
}
