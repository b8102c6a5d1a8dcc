import { ZodError } from 'zod'

/** The older names that differ from the code. */
const olderNames: Record<string, string> = {
  NoSuchBucket: 'Bucket not found',
  NoSuchKey: 'not_found',
  AccessDenied: 'Unauthorized',
  KeyAlreadyExists: 'Duplicate',
  InvalidBucketName: 'Invalid Input',
  InvalidMimeType: 'invalid_mime_type',
  EntityTooLarge: 'Payload too large',
}

/** A refusal in the words of the storage server: https://supabase.com/docs/guides/storage/debugging/error-codes */
export class StorageProblem extends Error {
  statusCode: number
  code: string
  /** The `error` of an answer, older than `code`. */
  older: string
  constructor(statusCode: number, code: string, message: string, older = olderNames[code] ?? code) {
    super(message)
    this.statusCode = statusCode
    this.code = code
    this.older = older
  }
}

/** A token that is not good, in the words of https://github.com/panva/jose, which the storage server verifies with. */
export class BadToken extends StorageProblem {
  constructor(message: string) {
    super(403, 'AccessDenied', message)
  }
}

export const noSuchKey = () => new StorageProblem(404, 'NoSuchKey', 'Object not found')
export const noSuchBucket = () => new StorageProblem(404, 'NoSuchBucket', 'Bucket not found')
export const invalidKey = (name: string) => new StorageProblem(400, 'InvalidKey', `Invalid key: ${name}`)
export const tooLarge = () => new StorageProblem(413, 'EntityTooLarge', 'The object exceeded the maximum allowed size')
export const invalidMimeType = (type: string) =>
  new StorageProblem(415, 'InvalidMimeType', `mime type ${type} is not supported`)

export const notImplemented = (what: string) =>
  new StorageProblem(501, 'NotImplemented', `The local storage server does not answer ${what}.`)

/** Hosted storage answers 400 for whatever the caller did wrong; the kind of failure is in the body. */
export function storageProblemResponse(problem: unknown): Response {
  const { statusCode, code, message, older } = problem instanceof StorageProblem ? problem : fromOther(problem)
  const status = statusCode < 500 ? 400 : statusCode
  return Response.json({ statusCode: String(statusCode), error: older, code, message }, { status })
}

function fromOther(error: unknown): StorageProblem {
  if (error instanceof ZodError || error instanceof SyntaxError)
    return new StorageProblem(400, 'InvalidRequest', error.message)
  const { code, message } = error as { code?: string; message: string }
  if (!code) return new StorageProblem(500, 'InternalError', message)
  const known = byCode[code]
  if (known) return new StorageProblem(known[0], known[1], known[2] ?? message.replace(/ for table "\w+"$/, ''))
  // Callers get the code alone, as from the hosted server; whoever runs the store needs the message.
  console.error(`storage: ${code} ${message}`)
  return new StorageProblem(500, 'DatabaseError', `database error, code: ${code}`)
}

/** Answers to errors of Postgres, by SQLSTATE: https://github.com/supabase/storage/blob/master/src/storage/database/pg.ts */
const byCode: Record<string, [number, string, string?]> = {
  '42501': [403, 'AccessDenied'],
  '23503': [404, 'InvalidRequest', 'The related resource does not exist'],
  '23505': [409, 'KeyAlreadyExists', 'The resource already exists'],
  '55P03': [423, 'ResourceLocked', 'The resource is locked'],
}
