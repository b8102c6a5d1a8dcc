import type { Lesson } from '#local/chaos/lesson.ts'
import { functionLessons } from '#local/chaos/lessons/functions.ts'
import { paymentLessons } from '#local/chaos/lessons/payments.ts'
import { serviceLessons } from '#local/chaos/lessons/services.ts'

/** All lessons, in the order of the page. */
export const lessons: readonly Lesson[] = [...paymentLessons, ...functionLessons, ...serviceLessons]
