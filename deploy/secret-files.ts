import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secrets that a platform mounts as files, one for each variable: OpenFaaS at /var/openfaas/secrets, Kubernetes and Cloud
 * Run where the deployment says. A file `stripe-secret-key` or `STRIPE_SECRET_KEY` is the variable STRIPE_SECRET_KEY.
 * @param folder null when there is none
 */
export function readSecretFiles(folder: string | undefined): Record<string, string> {
  if (!folder || !existsSync(folder)) return {}
  // Kubernetes adds folders and links whose names begin with two dots.
  const files = readdirSync(folder).filter((file) => !file.startsWith('.') && statSync(join(folder, file)).isFile())
  const nameOf = (file: string) => file.toUpperCase().replaceAll(/[-.]/g, '_')
  return Object.fromEntries(files.map((file) => [nameOf(file), readFileSync(join(folder, file), 'utf8').trim()]))
}
