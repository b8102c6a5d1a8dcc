import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod'

const condition = z.object({ type: z.string(), key: z.string().optional(), value: z.string().optional() })
const conditions = { has: z.array(condition).optional(), missing: z.array(condition).optional() }
const routesManifest = z.object({
  headers: z.array(
    z.object({ regex: z.string(), headers: z.array(z.object({ key: z.string(), value: z.string() })), ...conditions }),
  ),
  redirects: z.array(z.object({ regex: z.string() })),
})
const prerenderManifest = z.object({
  routes: z.record(
    z.string(),
    z.object({
      response: z.string().optional(),
      initialRevalidateSeconds: z.union([z.number(), z.literal(false)]).optional(),
      initialExpireSeconds: z.number().optional(),
    }),
  ),
})
const functionsManifest = z.object({
  functions: z.record(
    z.string(),
    z.object({ matchers: z.array(z.object({ regexp: z.string(), ...conditions })).optional() }),
  ),
})

/** Seconds after which a page is made again behind its next visitor, or before it. False: only when a tag expires. */
export type Life = { revalidate: number | false; expire?: number }

export type Routes = {
  /** the paths that the build made whole, and how many seconds each lives */
  built: ReadonlyMap<string, Life>
  /** the headers that next.config.js adds to a path */
  headersOf(path: string): readonly (readonly [string, string])[]
  /** true when no file may answer: the proxy or a redirect is concerned, or a rule that this does not know */
  isGuarded(path: string, headers: IncomingHttpHeaders): boolean
}

/**
 * What a build says about its paths.
 * @param distDir the folder of the build
 * @throws when there is no build
 */
export function readRoutes(distDir: string): Routes {
  const read = <T>(file: string, schema: z.ZodType<T>): T =>
    schema.parse(JSON.parse(readFileSync(join(distDir, file), 'utf8')))
  const routes = read('routes-manifest.json', routesManifest)
  const { functions } = read('server/functions-config-manifest.json', functionsManifest)
  const rules = routes.headers.map((rule) => ({ ...rule, regex: new RegExp(rule.regex) }))
  const redirects = routes.redirects.map(({ regex }) => new RegExp(regex))
  const matchers = (functions['/_middleware']?.matchers ?? []).map((one) => ({
    ...one,
    regexp: new RegExp(one.regexp),
  }))
  // The proxy looks at these headers of any page, so each request is tried; at paths without conditions, once is enough.
  const [conditional, always] = [matchers.filter(isConditional), matchers.filter((one) => !isConditional(one))]
  const closed = new Map<string, boolean>()
  const isClosed = (path: string): boolean =>
    redirects.some((regex) => regex.test(path)) ||
    always.some(({ regexp }) => regexp.test(path)) ||
    rules.some((rule) => isConditional(rule) && rule.regex.test(path))
  return {
    built: new Map(
      Object.entries(read('prerender-manifest.json', prerenderManifest).routes)
        .filter(([path, { response }]) => response === 'complete' && !path.startsWith('/_'))
        .map(([path, one]) => [
          path,
          {
            revalidate: one.initialRevalidateSeconds ?? false,
            ...(one.initialExpireSeconds && { expire: one.initialExpireSeconds }),
          },
        ]),
    ),
    headersOf: (path) =>
      rules
        .filter(({ regex }) => regex.test(path))
        .flatMap((rule) => rule.headers.map(({ key, value }) => [key, value] as const)),
    isGuarded(path, headers) {
      let guarded = closed.get(path)
      if (guarded === undefined) {
        guarded = isClosed(path)
        if (closed.size < 100_000) closed.set(path, guarded)
      }
      return guarded || conditional.some((one) => mayApply(one, headers) && one.regexp.test(path))
    },
  }
}

type Conditional = { has?: z.infer<typeof condition>[] | undefined; missing?: z.infer<typeof condition>[] | undefined }

const isConditional = ({ has, missing }: Conditional): boolean => Boolean(has?.length || missing?.length)

/** False only when a header that the rule wants is absent: then the rule does not apply. */
function mayApply({ has }: Conditional, headers: IncomingHttpHeaders): boolean {
  return !has?.some(({ type, key = '', value }) => {
    if (type !== 'header') return false
    const found = headers[key.toLowerCase()]
    return found === undefined || (value !== undefined && !new RegExp(`^${value}$`).test(String(found)))
  })
}
