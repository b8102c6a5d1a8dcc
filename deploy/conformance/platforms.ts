import { awsLambda } from '#deploy/aws-lambda/conformance.ts'
import type { Platform } from '#deploy/conformance/platform.ts'

/** Every platform, as far as it runs on this machine. */
export const platforms: readonly Platform[] = [awsLambda]
