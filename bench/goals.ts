import { type Result, type Run, short } from '#bench/result.ts'

type Goal = {
  goal: string
  /** the results that it is about */
  about(result: Result): boolean
  /** what counts of each of them */
  value(result: Result): number
  /** the least or the most that is allowed */
  asked: { least: number } | { most: number }
  unit: string
  /** why it is missed where it is missed */
  why: string
}

const ratioOf = ({ ratio }: Result) => ratio?.median ?? Number.NaN
const isPlacing = (words: string) => (result: Result) => result.name.startsWith(`place_order, ${words}`)
const own = ['bare server', 'Next alone', 'minimal Next page']

/** What the store wants to reach, as far as one run on one machine can tell. */
export const goals: readonly Goal[] = [
  {
    goal: 'home, list and product page come at half the pace of a bare server, or faster',
    about: ({ name, limit }) => name.startsWith('page ') && limit?.name === 'bare server',
    ...{ value: ratioOf, asked: { least: 0.5 }, unit: 'of its requests/s' },
    why: 'reading the path, the encoding and what the caller has already costs as much as sending a small page',
  },
  {
    goal: 'they come at 70 % of the pace of the least page that Next can serve, or faster',
    about: ({ name, limit }) => name.startsWith('page ') && limit?.name === 'minimal Next page',
    ...{ value: ratioOf, asked: { least: 0.7 }, unit: 'of its requests/s' },
    why: 'a page of the shop has more bytes',
  },
  {
    goal: 'a product page comes 100 times as often as that of the best other shop',
    about: ({ name, limit }) => name.startsWith('page ') && limit !== null && !own.includes(limit.name),
    ...{ value: ratioOf, asked: { least: 100 }, unit: 'times its requests/s' },
    why: 'the answer is sent at the pace of the machine, so only a slower peer makes the ratio larger',
  },
  {
    goal: 'a page that is a file answers within 1.5 times the cold start of the minimal Next app',
    about: ({ name }) => name.startsWith('cold start to /') && !name.endsWith('changed'),
    ...{ value: ratioOf, asked: { most: 1.5 }, unit: 'times' },
    why: 'the server reads its list of files first',
  },
  {
    goal: 'so does a page after the catalogue has changed, which is made again',
    about: ({ name }) => name.startsWith('cold start to /') && name.endsWith('changed'),
    ...{ value: ratioOf, asked: { most: 1.5 }, unit: 'times' },
    why: 'Next, which a file does not need, is loaded, makes the page and asks the database',
  },
  {
    goal: 'the sizes of a photograph of 12 megapixels come three times as fast as from two `vipsthumbnail`',
    about: ({ limit }) => limit?.name === 'two vipsthumbnail',
    ...{ value: ratioOf, asked: { least: 3 }, unit: 'times its images/s' },
    why: 'most of the work is the encoding, which both do with the same library',
  },
  {
    goal: 'from an upload to the photograph on the page it takes 1.5 times what its sizes take alone',
    about: ({ name }) => name === 'upload to ready, p95',
    ...{ value: ratioOf, asked: { most: 1.5 }, unit: 'times' },
    why: 'the file goes through storage, the database and the queue, which share the processors here',
  },
  {
    goal: 'placing an order of three lamps reaches half of a plain function',
    about: isPlacing('three lamps'),
    ...{ value: ratioOf, asked: { least: 0.5 }, unit: 'of its orders/s' },
    why: 'the rest is triggers and keys that keep promises: [0057](decisions/0057-orders-at-the-pace-of-the-database.md)',
  },
  {
    goal: 'so does an order of a lamp that everybody wants',
    about: isPlacing('one hot lamp'),
    ...{ value: ratioOf, asked: { least: 0.5 }, unit: 'of its orders/s' },
    why: 'the same triggers and keys, while everybody waits for one row',
  },
  {
    goal: 'a search of 10,000 lamps takes 20 ms of a processor in the database',
    about: ({ name }) => name.startsWith('10,000 lamps: search '),
    ...{ value: ({ ours }) => ours, asked: { most: 20 }, unit: 'ms' },
    why: 'words that most lamps have are ranked among many candidates',
  },
  {
    goal: 'a list of the shop costs at most twice as much with ten times the lamps',
    about: ({ name }) => /^10,000 lamps: (list|category|related|addresses)/.test(name),
    ...{ value: ratioOf, asked: { most: 2 }, unit: 'times' },
    why: 'a page in the middle of a list passes the lamps before it in the index, or those behind it',
  },
  {
    goal: 'a letter in the search box is answered within 50 ms in the browser, in the largest catalogue that it searches',
    about: ({ name }) => name.startsWith('search in the browser'),
    ...{ value: ({ ours }) => ours, asked: { most: 50 }, unit: 'ms' },
    why: 'the engine reads every lamp',
  },
]

export type Reached = { goal: string; asked: string; measured: string; why: string }

/** A goal is as far as the worst of its results. */
export function reachGoals({ results }: Run): Reached[] {
  return goals.map(({ goal, about, value, asked, unit, why }): Reached => {
    const isLeast = 'least' in asked
    const bound = isLeast ? asked.least : asked.most
    const words = { goal, asked: `${isLeast ? '≥' : '≤'} ${bound} ${unit}` }
    const values = results.filter(about).map(value)
    if (values.length === 0) return { ...words, measured: 'not measured', why: '' }
    const worst = isLeast ? Math.min(...values) : Math.max(...values)
    const isMet = isLeast ? worst >= bound : worst <= bound
    return {
      ...words,
      measured: `${short(worst)}: ${isMet ? 'met' : '**missed**'}`,
      why: isMet ? '' : why,
    }
  })
}
