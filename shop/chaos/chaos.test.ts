import { expect, test } from 'vitest'
import { findLesson, hasChaos, listLessons, startLesson, stopLesson } from '#shop/chaos/chaos.ts'

test('a store whose environment names no place for faults has no lessons and starts none', async () => {
  for (const env of [{}, { CHAOS_URL: 'http://127.0.0.1:8099' }, { CHAOS_SECRET: 'local-chaos-secret' }]) {
    expect(hasChaos(env)).toBe(false)
    const calls = [
      () => listLessons(env),
      () => findLesson(env, 'five-times'),
      () => startLesson(env, 'five-times'),
      () => stopLesson(env, 'five-times'),
    ]
    for (const call of calls) await expect(call()).rejects.toThrow('This store has no chaos.')
  }
})
