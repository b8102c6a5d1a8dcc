import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stations } from '#local/chaos/lesson.ts'
import { lessons } from '#local/chaos/lessons.ts'

test('there are twenty-one lessons, each with a name of its own, and each breaks a station of its trip', () => {
  expect(lessons).toHaveLength(21)
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(21)
  for (const { id, trip, station, faults } of lessons) {
    expect(stations[trip] as readonly string[], id).toContain(station)
    expect(faults.length, id).toBeGreaterThan(0)
  }
})

test.each(lessons.map(({ id, code }) => [id, code] as const))('%s names code that is there', (_, code) => {
  for (const { file, name } of code)
    expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'), file).toContain(name)
})

test('a fault that kills or freezes has a process to do it to, and the others have none', () => {
  for (const { id, faults, apart } of lessons)
    expect(
      faults.some(({ does }) => does === 'kill' || does === 'freeze'),
      id,
    ).toBe(apart !== undefined)
})

test('only a call of a service to the store can be overtaken', () => {
  const overtaken = lessons.flatMap(({ faults }) => faults.filter(({ does }) => does === 'overtake'))
  expect(overtaken.length).toBeGreaterThan(0)
  for (const { at } of overtaken) expect(['events', 'deliveries', 'hooks']).toContain(at)
})
