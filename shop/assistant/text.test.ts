import { expect, test } from 'vitest'
import { editDistance, plain, singular } from '#shop/assistant/text.ts'

test.each([
  ['Under €50!', 'under 50 euro'],
  ['max 230,-', 'max 230 euro'],
  ['EUR 1.5', '1.5 euro'],
  ['two hundred euros', '200 euro'],
  ['twenty five bucks', '25 euro'],
  ['half a dozen', '6'],
  ['300-400€', '300 to 400 euro'],
  ['<100', 'under 100'],
  ['order #NL-10023?', 'order nl10023'],
  ['what’s that', 'what is that'],
  ['It’s 120cm', 'it is 120 cm'],
  ['a plug-in lamp, w/ dimmer', 'a plug in lamp with dimmer'],
  ['under €1,000', 'under 1000 euro'],
  ['1.000 euros', '1000 euro'],
  ['below 1k', 'below 1000'],
  ['taller than 1.5 m', 'taller than 1.5 m'],
  ['to the U.S.?', 'to the usa'],
  ['Crème', 'creme'],
  ['u ship plz', 'you ship please'],
  ['constructor', 'constructor'],
  ['', ''],
])('%j is read as %j', (message, expected) => {
  expect(plain(message)).toBe(expected)
})

test.each([
  ['lamps', 'lamp'],
  ['glass', 'glass'],
  ['sconces', 'sconce'],
  ['branches', 'branch'],
  ['cherries', 'cherry'],
  ['ids', 'ids'],
])('one of %s is a %s', (many, one) => {
  expect(singular(many)).toBe(one)
})

test.each([
  ['porch', 'porch', 0],
  ['porhc', 'porch', 1],
  ['prch', 'porch', 1],
  ['poorch', 'porch', 1],
  ['perch', 'porch', 1],
  ['kiln', 'porch', 3],
])('from %s to %s it takes %i', (one, other, steps) => {
  expect(editDistance(one, other, 2)).toBe(Math.min(steps, 3))
})
