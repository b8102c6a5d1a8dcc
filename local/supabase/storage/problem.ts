import { ZodError } from 'zod'

/** A refusal in the words of the storage server: https://supabase.com/docs/guides/storage/debugging/error-codes */
export class StorageProblem extends Error {
  statusCode: number
  code: string
  constructor(statusCode: number, code: string, message: string) {
    super(message)
    this.statusCode = statusCode
    this.code = code
  }
}

export const noSuchKey = () => new StorageProblem(404, 'NoSuchKey', 'Object not found')
export const noSuchBucket = () => new StorageProblem(404, 'NoSuchBucket', 'Bucket not found')
export const invalidKey = (name: string) => new StorageProblem(400, 'InvalidKey', `Invalid key: ${name}`)

export const notImplemented = (what: string) =>
  new StorageProblem(501, 'NotImplemented', `The local storage server does not answer ${what}.`)

/** The `error` of an answer, older than `code` and worded otherwise for these. */
const olderNames: Record<string, string> = {
  NoSuchBucket: 'Bucket not found',
  NoSuchKey: 'not_found',
  AccessDenied: 'Unauthorized',
  KeyAlreadyExists: 'Duplicate',
  InvalidMimeType: 'invalid_mime_type',
  EntityTooLarge: 'Payload too large',
}

/** Hosted storage answers 400 for whatever the caller did wrong; the kind of failure is in the body. */
export function storageProblemResponse(problem: unknown): Response {
  const { statusCode, code, message } = problem instanceof StorageProblem ? problem : fromOther(problem)
  const status = statusCode < 500 ? 400 : statusCode
  return Response.json({ statusCode: String(statusCode), error: olderNames[code] ?? code, code, message }, { status })
}

function fromOther(error: unknown): StorageProblem {
  if (error instanceof ZodError || error instanceof SyntaxError)
    return new StorageProblem(400, 'InvalidRequest', error.message)
  const { code, message } = error as { code?: string; message: string }
  if (code === '42501') return new StorageProblem(403, 'AccessDenied', message.replace(' for table "objects"', ''))
  if (code === '23505') return new StorageProblem(409, 'KeyAlreadyExists', 'The resource already exists')
  return new StorageProblem(500, code ? 'DatabaseError' : 'InternalError', message)
}
