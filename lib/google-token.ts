import type { Env } from '#lib/env.ts'

/**
 * An access token of the service account that this runs as: https://cloud.google.com/compute/docs/access/authenticate-workloads
 * @throws Error when there is no metadata server, or it refuses
 */
export async function readGoogleToken(env: Pick<Env, 'GCE_METADATA_HOST'>, signal?: AbortSignal): Promise<string> {
  const url = `http://${env.GCE_METADATA_HOST ?? 'metadata.google.internal'}/computeMetadata/v1/instance/service-accounts/default/token`
  const response = await fetch(url, { headers: { 'metadata-flavor': 'Google' }, ...(signal ? { signal } : {}) })
  if (!response.ok)
    throw new Error(`Google's metadata server answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
  return ((await response.json()) as { access_token: string }).access_token
}
