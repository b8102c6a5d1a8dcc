import { apartFromPages } from '#deploy/apart.ts'
import { probes } from '#deploy/conformance/probes.ts'
import { registry } from '#functions/registry.gen.ts'

/** The functions that a process of the suite serves: the probes, or the store's own with PROBE_SET=store. */
export const chosen = process.env.PROBE_SET === 'store' ? apartFromPages(registry) : probes
