import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The routes of the store, such as `/admin/orders/[id]` and `/api/chat`, sorted. */
export function listRoutes(project: string): string[] {
  const files = globSync('app/**/{page.tsx,route.ts}', { cwd: project }).map((path) => path.replaceAll('\\', '/'))
  const routes = files.map((path) => path.replace(/^app|\/(page\.tsx|route\.ts)$|\/\([^/]+\)(?=\/)/g, '') || '/')
  return [...new Set(routes)].toSorted()
}

/** The server actions of the store, as `file name`, sorted. */
export function listActions(project: string): string[] {
  const files = globSync('{app,shop,components,lib}/**/*.{ts,tsx}', { cwd: project }).map((path) =>
    path.replaceAll('\\', '/'),
  )
  return files.toSorted().flatMap((path) => {
    const text = readFileSync(join(project, path), 'utf8')
    if (!/^'use server'/.test(text)) return []
    const names = [...text.matchAll(/^export (?:const|async function) (\w+)/gm)].map(([, name]) => `${path} ${name}`)
    return names.toSorted()
  })
}
