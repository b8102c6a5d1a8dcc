/** A place of the map. Positions are those of the wide and of the narrow drawing, in units of their view boxes. */
export type Place = Readonly<{ name: string; what: string; wide: Point; narrow: Point; isFunction?: true }>
type Point = readonly [x: number, y: number]

/** The size of each drawing. */
export const sizes = { wide: [1000, 470], narrow: [390, 760] } as const

/** What the store is made of. A function is dark until an event wakes it. */
export const places = {
  you: { name: 'You', what: 'A browser.', wide: [70, 130], narrow: [60, 50] },
  pages: { name: 'Pages', what: 'Files, and actions for what is yours.', wide: [240, 130], narrow: [200, 50] },
  chat: { name: 'chat', what: 'Answers at the edge.', wide: [240, 260], narrow: [60, 180], isFunction: true },
  database: { name: 'Postgres', what: 'Holds what is true.', wide: [500, 240], narrow: [200, 300] },
  stripe: { name: 'Stripe', what: 'Takes the money.', wide: [330, 40], narrow: [330, 110] },
  'stripe-webhook': {
    name: 'stripe-webhook',
    what: 'Hears of payments.',
    wide: [520, 70],
    narrow: [320, 210],
    isFunction: true,
  },
  queue: { name: 'Queue', what: 'Delivers jobs, and tries again.', wide: [690, 150], narrow: [320, 390] },
  'process-order': {
    name: 'process-order',
    what: 'Receipt, then parcel.',
    wide: [860, 70],
    narrow: [90, 440],
    isFunction: true,
  },
  'ship-order': {
    name: 'ship-order',
    what: 'Calls the carrier.',
    wide: [880, 170],
    narrow: [320, 500],
    isFunction: true,
  },
  'deliver-order': {
    name: 'deliver-order',
    what: 'Hears that it arrived.',
    wide: [860, 260],
    narrow: [90, 560],
    isFunction: true,
  },
  storage: { name: 'Storage', what: 'Keeps photographs.', wide: [340, 400], narrow: [60, 660] },
  'make-thumbnail': {
    name: 'make-thumbnail',
    what: 'Makes their sizes.',
    wide: [690, 350],
    narrow: [200, 710],
    isFunction: true,
  },
  mail: { name: 'Mail', what: 'Writes to you.', wide: [960, 400], narrow: [330, 600] },
  clock: { name: 'Clock', what: 'Wakes what runs at night.', wide: [520, 420], narrow: [330, 680] },
} as const satisfies Record<string, Place>
export type PlaceName = keyof typeof places

/** Which places speak with each other. */
export const wires: readonly (readonly [PlaceName, PlaceName])[] = [
  ['you', 'pages'],
  ['you', 'chat'],
  ['chat', 'database'],
  ['pages', 'database'],
  ['pages', 'stripe'],
  ['stripe', 'stripe-webhook'],
  ['stripe-webhook', 'database'],
  ['stripe-webhook', 'queue'],
  ['queue', 'process-order'],
  ['queue', 'ship-order'],
  ['queue', 'deliver-order'],
  ['queue', 'make-thumbnail'],
  ['storage', 'make-thumbnail'],
  ['process-order', 'mail'],
  ['clock', 'queue'],
]
