import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExpiredTags } from '#server/expired-tags.js'

let directory = ''
let file = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nightlight-tags-'))
  file = join(directory, 'server', 'expired-tags')
})
afterEach(() => rmSync(directory, { recursive: true }))

type Times = { expired?: number; stale?: number }

/** A process with the log, and what it knows. */
function start() {
  const known = new Map<string, Times>()
  return { log: new ExpiredTags(file, known), known }
}

test('processes beside each other learn what the others expire, each line once', () => {
  const [one, two] = [start(), start()]
  one.log.add(['a', 'b'], { expired: 5 })
  expect([two.log.learn(), two.log.learn()]).toEqual([['a', 'b'], []])
  two.log.add(['b'], { expired: 7, stale: 7 })
  expect(one.log.learn()).toEqual(['a', 'b', 'b'])
  expect(one.known).toEqual(two.log.learn() && two.known)
  expect(start().known.get('b')).toEqual({ expired: 7, stale: 7 })
})

test('an older time never takes the place of a newer one', () => {
  const { log, known } = start()
  log.add(['a'], { expired: 9 })
  log.add(['a'], { expired: 4 })
  log.learn()
  expect(known.get('a')?.expired).toBe(9)
})

test('a line that is not whole yet is read when it is, and one that never will be is skipped', () => {
  const { log } = start()
  log.add(['a'], { expired: 1 })
  log.learn()
  appendFileSync(file, '[["b",')
  expect(log.learn()).toEqual([])
  appendFileSync(file, '{"expired":2}]]\n')
  expect(log.learn()).toEqual(['b'])
  appendFileSync(file, '[["c",{"exp\n')
  log.add(['d'], { expired: 3 })
  expect(log.learn()).toEqual(['d'])
})

test('a long log is shortened at a start, and whoever reads it goes on', () => {
  const { log, known } = start()
  for (let at = 0; at < 3000; at++) log.add([`product:${'x'.repeat(80)}`, 'catalog'], { expired: at })
  log.learn()
  const size = statSync(file).size
  const later = start()
  expect(statSync(file).size).toBeLessThan(size / 100)
  expect(later.known).toEqual(known)
  later.log.add(['new'], { expired: 1 })
  expect(log.learn()).toContain('new')
  expect(readFileSync(file, 'utf8').match(/"new"/g)).toHaveLength(1)
})
