import { TraceFlags } from '@opentelemetry/api'
import type { Env } from '#lib/env.ts'

/** Which traces go to OTLP. The store's own tables get all of them. */
export type Sampling = Readonly<{
  /** who called decides, if it sent a trace */
  parentBased: boolean
  /** the share of traces that begin here, 0 to 1 */
  ratio: number
  /** record no span at all */
  isOff: boolean
}>

/** By OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG and OTEL_SDK_DISABLED: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export function samplingOf(
  env: Partial<Pick<Env, 'OTEL_TRACES_SAMPLER' | 'OTEL_TRACES_SAMPLER_ARG' | 'OTEL_SDK_DISABLED'>>,
): Sampling {
  const name = env.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on'
  const ratios: Record<string, number> = { always_on: 1, always_off: 0, traceidratio: env.OTEL_TRACES_SAMPLER_ARG ?? 1 }
  return {
    parentBased: name.startsWith('parentbased_'),
    ratio: ratios[name.replace('parentbased_', '')] ?? 1,
    isOff: env.OTEL_SDK_DISABLED === 'true',
  }
}

/** @param parentFlags of the caller's trace, if it sent one */
export function isSampled({ parentBased, ratio }: Sampling, traceId: string, parentFlags: number | undefined): boolean {
  if (parentBased && parentFlags !== undefined) return (parentFlags & TraceFlags.SAMPLED) !== 0
  return isInShare(traceId, ratio)
}

/** True for this share of trace ids, which are random. */
export const isInShare = (traceId: string, share: number): boolean =>
  Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32
