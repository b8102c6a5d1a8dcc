import { expect, test } from 'vitest'
import { choices, composeLesson } from '#local/chaos/own-lesson.ts'

test('each pair of a call and a way to break it is a lesson, or a sentence that says why it cannot be', () => {
  const made = choices.points.flatMap(({ id: point }) =>
    choices.breakages.map(({ id: breakage }) => composeLesson({ point, breakage, times: 2 })),
  )
  const lessons = made.filter((one) => typeof one !== 'string')
  expect(lessons.length).toBeGreaterThan(55)
  for (const { faults, apart } of lessons)
    expect(faults.some(({ does }) => does === 'kill' || does === 'freeze')).toBe(apart !== undefined)
  for (const problem of made.filter((one) => typeof one === 'string'))
    expect(problem).toMatch(/so it cannot be that “.*”/)
})

test('a process dies once, a service fails as often as one likes', () => {
  expect(composeLesson({ point: 'mail', breakage: 'killed-after', times: 3 })).toMatchObject({
    faults: [{ at: 'mail', call: 'POST /emails', does: 'kill', when: 'after', times: 1 }],
    apart: ['process-order'],
  })
  expect(composeLesson({ point: 'mail', breakage: 'refused', times: 3 })).toMatchObject({
    broken: 'process-order sends the receipt: this is answered with 500, 3 times.',
    faults: [{ does: 'refuse', status: 500, times: 3 }],
  })
})

test.each(['webhook', 'deliver'])('a refund follows at once, so that something overtakes %s', (point) => {
  expect(composeLesson({ point, breakage: 'overtaken', times: 3 })).toMatchObject({
    act: 'refund-at-stripe',
    faults: [{ does: 'overtake', times: 1 }],
  })
})

test.each([
  [{}, 'There is no such call'],
  [{ point: 'mail', breakage: 'bored', times: 1 }, 'no such way'],
  [{ point: 'mail', breakage: 'refused', times: 0 }, 'one to five'],
  [{ point: 'mail', breakage: 'refused', times: '2' }, 'one to five'],
  [{ point: 'webhook', breakage: 'killed-after', times: 1 }, 'A service has no process to kill'],
  [{ point: 'mark-paid', breakage: 'killed-after', times: 1 }, 'no process of this lesson'],
  [{ point: 'mark-paid', breakage: 'overtaken', times: 1 }, 'waits for its answer'],
])('%o is refused', (wanted, problem) => expect(composeLesson(wanted)).toContain(problem))
