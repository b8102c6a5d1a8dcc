import type { Hono } from 'hono'
import * as z from 'zod'
import { findObject, type Place, probeUpload, putObject, superuser } from '#local/supabase/storage/objects.ts'
import type { StorageParts } from '#local/supabase/storage/parts.ts'
import { checkName, placeOf } from '#local/supabase/storage/place.ts'
import { noSuchBucket, noSuchKey, notImplemented, StorageProblem } from '#local/supabase/storage/problem.ts'
import { serveKnown } from '#local/supabase/storage/serve.ts'
import { checkContent, readUpload } from '#local/supabase/storage/upload.ts'
import { readToken, signToken } from '#local/supabase/tokens.ts'

/** Hosted storage lets a signed upload wait this long. */
const uploadSeconds = 2 * 60 * 60

/** Objects of public buckets, for anyone. */
export function addPublicRoutes(routes: Hono, parts: StorageParts): void {
  routes.get('/object/public/:bucket/:name{.+}', async (context) => {
    const place = placeOf(context)
    const bucket = await parts.catalog.bucket(place.bucket)
    if (!bucket) throw noSuchKey()
    if (!bucket.public) throw noSuchBucket()
    return serveKnown(parts, context.req.raw, place)
  })
}

/** URLs that carry their permission: made by someone who may, used by anyone until they expire. */
export function addSignedRoutes(routes: Hono, parts: StorageParts): void {
  const { sql, files, catalog, callerOf } = parts

  routes.post('/object/upload/sign/:bucket/:name{.+}', async (context) => {
    const place = placeOf(context)
    const caller = await callerOf(context.req.raw)
    const upsert = context.req.header('x-upsert') === 'true'
    if (!(await catalog.bucket(place.bucket))) throw noSuchBucket()
    await probeUpload(sql, caller, place, upsert)
    const token = sign(parts, place, uploadSeconds, { owner: caller.claims.sub, upsert })
    return context.json({ url: `/object/upload/sign/${place.bucket}/${place.name}?token=${token}`, token })
  })

  routes.put('/object/upload/sign/:bucket/:name{.+}', async (context) => {
    const place = placeOf(context)
    const claims = readSignature(parts, context.req.query('token'), place)
    if (claims.upsert === undefined) throw invalidSignature('The token is not for an upload')
    const bucket = await catalog.bucket(place.bucket)
    if (!bucket) throw noSuchBucket()
    const content = await readUpload(context.req.raw)
    checkContent(bucket, content)
    const owner = typeof claims.owner === 'string' ? { sub: claims.owner } : {}
    await putObject(sql, files, {
      caller: { ...superuser, claims: owner },
      place,
      content,
      upsert: claims.upsert === true,
    })
    catalog.forget(place)
    return context.json({ Key: `${place.bucket}/${place.name}` })
  })

  const one = z.object({ expiresIn: z.number().int().positive(), transform: z.unknown().optional() })
  routes.post('/object/sign/:bucket/:name{.+}', async (context) => {
    const { expiresIn, transform } = one.parse(await context.req.json())
    if (transform) throw notImplemented('signed URLs of transformed images')
    const place = placeOf(context)
    if (!(await findObject(sql, await callerOf(context.req.raw), place))) throw noSuchKey()
    return context.json({ signedURL: signedUrl(parts, place, expiresIn) })
  })

  const many = one.extend({ paths: z.array(z.string()).max(1000) })
  routes.post('/object/sign/:bucket', async (context) => {
    const { expiresIn, paths } = many.parse(await context.req.json())
    const caller = await callerOf(context.req.raw)
    const answers = paths.map(async (path) => {
      const place = { bucket: context.req.param('bucket'), name: checkName(path) }
      const found = await findObject(sql, caller, place)
      return found
        ? { path, error: null, signedURL: signedUrl(parts, place, expiresIn) }
        : { path, error: 'Either the object does not exist or you do not have access to it', signedURL: null }
    })
    return context.json(await Promise.all(answers))
  })

  routes.get('/object/sign/:bucket/:name{.+}', (context) => {
    const place = placeOf(context)
    const claims = readSignature(parts, context.req.query('token'), place)
    if (claims.upsert !== undefined) throw invalidSignature('The token is for an upload')
    return serveKnown(parts, context.req.raw, place)
  })
}

function signedUrl(parts: StorageParts, place: Place, seconds: number): string {
  return `/object/sign/${place.bucket}/${place.name}?token=${sign(parts, place, seconds, {})}`
}

function sign({ internalSecret }: StorageParts, { bucket, name }: Place, seconds: number, extra: object): string {
  const now = Math.floor(Date.now() / 1000)
  return signToken({ url: `${bucket}/${name}`, ...extra, iat: now, exp: now + seconds }, internalSecret)
}

function readSignature({ internalSecret }: StorageParts, token: string | undefined, { bucket, name }: Place) {
  if (token === undefined)
    throw new StorageProblem(400, 'InternalError', "querystring must have required property 'token'", 'Error')
  const read = readToken(token, internalSecret)
  if ('problem' in read) {
    const malformed = token.split('.').length === 3 ? 'signature verification failed' : 'Invalid Compact JWS'
    throw new StorageProblem(
      400,
      'InvalidJWT',
      read.problem === 'expired' ? '"exp" claim timestamp check failed' : malformed,
    )
  }
  if (read.claims.url !== `${bucket}/${name}`) throw invalidSignature('The token is for another object')
  return read.claims
}

function invalidSignature(message: string): StorageProblem {
  return new StorageProblem(400, 'InvalidSignature', message)
}
