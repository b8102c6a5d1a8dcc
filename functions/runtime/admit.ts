import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { sameText } from '#functions/runtime/verify.ts'
import type { Env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import { addressOf } from '#lib/function-address.ts'
import { delivery } from '#lib/jobs.ts'
import { verifyQueue } from '#lib/queue-qstash.ts'
import { readBody } from '#lib/read-body.ts'

/** A call that was admitted. `payload` is not parsed yet; `key` is its job's; `trace` is in the payload of some senders. */
export type Admitted = { payload: unknown; key?: string; trace?: string | undefined }

/**
 * Checks the caller of a function by the kind of its trigger, and the size of the body.
 * @throws ShopError unauthorized, too_large, invalid
 */
export async function admit(
  definition: Pick<FunctionDefinition, 'name' | 'trigger'>,
  request: Request,
  env: Env,
): Promise<Admitted> {
  const { name, trigger } = definition
  const body = await readBody(request)
  switch (trigger.kind) {
    case 'http':
      return { payload: body ? parseJson(body) : {} }
    case 'cron': {
      const authorization = request.headers.get('authorization') ?? ''
      if (!(await sameText(authorization, `Bearer ${env.CRON_SECRET}`))) throw unsigned()
      return { payload: Object.fromEntries(new URL(request.url).searchParams) }
    }
    case 'webhook': {
      if (!(await trigger.verify(request, body, env))) throw unsigned()
      const payload = parseJson(body)
      return { payload, trace: trigger.trace?.(payload) }
    }
    case 'queue': {
      const signature = request.headers.get('upstash-signature') ?? ''
      if (!(await verifyQueue(env, signature, body, addressOf(env, name)))) throw unsigned()
      const parsed = delivery.safeParse(parseJson(body))
      if (!parsed.success) throw new ShopError('invalid', 'The body is not a delivery.')
      return { payload: parsed.data.input, key: parsed.data.key }
    }
  }
}

/** Parses the input of a function. @throws ShopError invalid, naming the field */
export function parseInput<Input>(definition: FunctionDefinition<Input>, value: unknown): Input {
  const parsed = definition.input.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ShopError('invalid', `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'invalid'}`)
}

/** Some senders begin their JSON with a byte order mark, which a reader may ignore: RFC 8259, section 8.1. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new ShopError('invalid', 'The body is not JSON.')
  }
}

function unsigned(): ShopError {
  return new ShopError('unauthorized', 'This call is not signed by a caller we know, or its signature is too old.')
}
