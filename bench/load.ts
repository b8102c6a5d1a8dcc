import { connect } from 'node:net'

/** What a server did under load: requests a second, and milliseconds until an answer was whole. */
export type Load = { perSecond: number; p50: number; p99: number; bytes: number }

type Options = { seconds: number; connections: number; headers?: Record<string, string> }

/**
 * Sends requests over connections that stay open, each the next one when the answer to the last is whole, and reads no more of an
 * answer than where it ends: the caller must not be slower than the server.
 * @throws when an answer is not 200
 */
export async function measure(url: string, { seconds, connections, headers = {} }: Options): Promise<Load> {
  const { hostname, port, host, pathname, search } = new URL(url)
  const all = Object.entries({ Host: host, 'Accept-Encoding': 'gzip', ...headers })
  const lines = [`GET ${pathname}${search} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`)]
  const request = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
  const times: number[] = []
  let bytes = 0
  const end = performance.now() + seconds * 1000
  const callers = Array.from({ length: connections }, async () => {
    const socket = connect(Number(port), hostname)
    try {
      for (let left = true; left; left = performance.now() < end) {
        const began = performance.now()
        socket.write(request)
        bytes = await readAnswer(socket)
        times.push(performance.now() - began)
      }
    } finally {
      socket.destroy()
    }
  })
  await Promise.all(callers)
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99), bytes }
}

/** Gives the bytes of the body as they were sent. */
function readAnswer(socket: ReturnType<typeof connect>): Promise<number> {
  return new Promise((resolve, reject) => {
    let [head, length, got] = ['', -1, 0]
    const onData = (part: Buffer) => {
      if (head === '') {
        const ends = part.indexOf('\r\n\r\n')
        head = part.toString('latin1', 0, ends)
        length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? -1)
        got = -ends - 4
      }
      got += part.length
      if (length === -1 ? part.toString('latin1', part.length - 5) === '0\r\n\r\n' : got >= length) finish()
    }
    const finish = (error?: Error) => {
      socket.off('data', onData).off('error', finish).off('close', onClose)
      if (error || !/^HTTP.1.1 200/.test(head))
        reject(error ?? new Error(`The server answered: ${head.split('\r\n')[0]}`))
      else resolve(got)
    }
    const onClose = () => finish(new Error('The server closed the connection.'))
    socket.on('data', onData).on('error', finish).on('close', onClose)
  })
}
