import { randomBytes } from 'node:crypto'
import { type FunctionSettings, type Instance, startInstance } from '#deploy/aws-lambda/stand-in/instance.ts'
import { mostBytes, type Result } from '#deploy/aws-lambda/stand-in/runtime-api.ts'

/** A deployed function: as many instances as it has calls at once. */
export type LambdaFunction = {
  name: string
  /** @param trace the header of X-Ray that came with the call; else Lambda begins a trace */
  invoke(event: object, trace?: string): Promise<Result>
  /** Ends every call that runs, as at its limit. */
  cutOff(): void
  /** milliseconds that each instance took to begin */
  coldStarts(): number[]
  logs(): string
  stop(): Promise<void>
}

/** Lambda, as far as a function can tell: processes that begin with the first call, freeze between two, and end at their limit. */
export function createFunction(settings: FunctionSettings): LambdaFunction {
  const instances: Instance[] = []
  const taken = new Set<Instance>()
  const cold: number[] = []
  let output = ''
  const write = (text: string) => {
    output += text
  }

  async function take(): Promise<Instance> {
    const free = instances.find((one) => one.lives() && !one.busy() && !taken.has(one))
    if (free) {
      taken.add(free)
      return free
    }
    const instance = await startInstance(settings, write)
    cold.push(instance.initMs)
    instances.push(instance)
    taken.add(instance)
    return instance
  }

  return {
    name: settings.name,
    async invoke(event, trace = beginTrace()) {
      const bytes = Buffer.byteLength(JSON.stringify(event))
      if (bytes > mostBytes) {
        const errorMessage = `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${mostBytes} bytes)`
        return { failure: { errorType: 'RequestEntityTooLargeException', errorMessage } }
      }
      let instance: Instance
      try {
        instance = await take()
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error
        return { failure: { errorType, errorMessage } }
      }
      return instance.invoke(event, trace).finally(() => taken.delete(instance))
    },
    cutOff() {
      for (const one of instances) if (one.busy()) one.cutOff()
    },
    coldStarts: () => cold,
    logs: () => output,
    async stop() {
      await Promise.all(instances.map((one) => one.stop()))
      if (output.includes('leaves child processes behind')) throw new Error(output)
    },
  }
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
const beginTrace = () => {
  const time = Math.floor(Date.now() / 1000).toString(16)
  return `Root=1-${time}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`
}

/** The handler's result. @throws Error with the failure's type and message */
export function resultOf<Value>(result: Result): Value {
  if ('failure' in result) throw new Error(`${result.failure.errorType}: ${result.failure.errorMessage}`)
  if ('stream' in result) throw new Error('The function streams its answer.')
  return JSON.parse(result.body) as Value
}
