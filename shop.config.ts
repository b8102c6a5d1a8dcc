// Everything that a fork changes. After a change, run `npm run generate` and `npm run check`.
// What differs between deployments of one shop (addresses, keys) is in the environment: see .env.example.

const name = 'Nightlight'

export const shop: ShopConfig = {
  name,
  /** In file names and as the project's id at Supabase: small letters, digits and hyphens. */
  slug: 'nightlight',
  /** Follows the name: "Nightlight: lamps that are off until something moves". */
  claim: 'lamps that are off until something moves',
  /** For search engines and shared links. */
  description:
    'Thirty lamps for tables, floors, ceilings, walls, desks and the dark. Pass or touch one and it comes on.',
  logo: {
    /** Stands at the top of every page. */
    wordmark: name,
    /** The shapes of app/icon.svg, in a square of 32 by 32. */
    icon: [
      '<rect width="32" height="32" fill="#171d1b"/>',
      '<path d="M5 15a11 8 0 0 1 22 0z" fill="#c8442c"/>',
      '<path d="M12.5 15h7v9h-7z" fill="#ffe3b5"/>',
      '<path d="M10 24h12v2.5H10z" fill="#c8442c"/>',
    ],
  },

  /** The language that the texts are written in, as a BCP 47 tag. To change it, translate them. */
  language: 'en',
  /** How amounts, numbers, dates and lists are written, as a BCP 47 tag. */
  locale: 'en-GB',
  /** The shop's days begin and end in this time zone. */
  timeZone: 'Europe/Amsterdam',
  /** The currency of all prices, as an ISO 4217 code in small letters. A store that has sold something keeps it. */
  currency: 'eur',
  /** What one US dollar costs in this currency: reports estimate the cost of functions with it. */
  usDollar: 0.9,

  /** Lists are narrowed by price in steps, in minor units: under 100, 100 to 200, 200 to 400, 400 and more. */
  priceSteps: [10_000, 20_000, 40_000],

  /** Order numbers are such as NL-10001. 1 to 8 capital letters or digits, a letter first. */
  orderPrefix: 'NL',
  delivery: {
    /** What the payment page calls it. */
    service: 'Standard delivery',
    /** Who brings the parcels. `tracking` is the address of the carrier's page, with {number} in it; null when it has none. */
    carrier: { name: 'Moth Post', tracking: null },
    /** A demo has no carrier: its parcels leave after this many seconds, and arrive after twice as many more. */
    stepSeconds: 120,
    /** The price of a parcel, in minor units (cents). */
    price: 900,
    /** Orders of this amount or more have free delivery, in minor units; null when none has. */
    freeFrom: 15_000,
    /** ISO 3166 codes. */
    countries: ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT', 'SE'],
  },
  returns: {
    /**
     * Days after the day of delivery, to ask for a return and to send it. The law of the EU gives 14 days to ask, and 14 more
     * to send: https://eur-lex.europa.eu/eli/dir/2011/83/oj (articles 9 and 14).
     */
    days: 30,
    /** Where shoppers send it, in lines. */
    address: [`${name} returns`, 'Schemerkade 0', '0000 AA Amsterdam', 'Netherlands'],
  },
  /** Days after which the weekly clean-up removes a cart that nobody changed, and a question to the staff that was mailed. */
  keep: { cartDays: 30, questionDays: 90 },
  /** How long a mailed code works, and how long a visitor of a demo sees the admin. */
  signIn: { codeMinutes: 15, visitHours: 2 },
  /** Prices include VAT, in percent: `rate`, and another one for the countries of delivery in `rates`. */
  vat: { rate: 21, rates: {} },

  /** Every text stands on `paper`; quiet, light and wrong need a contrast of 4.5 with it, ink more. */
  palette: {
    day: {
      paper: '#f0ece4',
      ink: '#231f1a',
      quiet: '#655c50',
      line: '#d6cfc2',
      light: '#9a5800',
      wall: '#ddd5c7',
      wrong: '#9c2f1d',
    },
    dusk: {
      paper: '#171d1b',
      ink: '#efe7d9',
      quiet: '#aba496',
      line: '#343b38',
      light: '#ffcf8a',
      wall: '#242b28',
      wrong: '#ff9f88',
    },
    /** On photographs and painted surfaces, by day and at dusk. */
    over: { bright: '#fffdf8', deep: '#0d1110' },
  },
  type: {
    /** A variable font of an npm package: a WOFF2 file under node_modules, and the weights in it. */
    file: '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
    weight: '100 900',
    fallback: ['system-ui', 'sans-serif'],
    /** Mails bring no font. */
    mail: 'system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif',
    /** Font files for PDFs, under node_modules, best first: a text takes the first one that has all of its letters. */
    pdf: {
      regular: [
        '@expo-google-fonts/hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf',
        '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
      ],
      strong: [
        '@expo-google-fonts/hanken-grotesk/600SemiBold/HankenGrotesk_600SemiBold.ttf',
        '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
      ],
    },
  },

  mail: {
    /** The domain must be verified with the mail provider. */
    sender: 'orders@nightlight.example',
    /** Answers go here. */
    replyTo: 'hello@nightlight.example',
    /** The first line of every mail, under its heading; empty for none. */
    opening: '',
    /** The last line of every mail. */
    closing: `${name} is a demo store: no money moved, and no lamp will arrive. Should you wish it did, so do we.`,
  },
  /**
   * Who sells, for the imprint, the terms, the withdrawal form and the privacy page. The pages mark what is null, and
   * `npm run doctor` names it. `register` and `vatId` are '' for a seller who has none.
   */
  seller: {
    /** The legal name, with its form. */
    name: null,
    /** In lines, with the country: a place where letters arrive. */
    address: null,
    /** Who may sign for the seller. */
    representative: null,
    phone: null,
    /** The register and the number in it. */
    register: null,
    vatId: null,
    /** Whose law applies, such as "the Netherlands". */
    law: null,
    /** The companies that handle personal data for the shop, and where: hosting, database, payments, mail. */
    processors: null,
    /** The authority for complaints about personal data. */
    privacyAuthority: null,
  },
  /** True: a service worker keeps the pages that somebody saw readable offline. False removes it from every browser. */
  offline: true,
  /** The legal lines at the end of every page. */
  footer: [`${name} is a demonstration. The lamps are drawn, the orders are tests, and no money moves.`],
}

type Colour = `#${string}`
/** The colours of a theme, as six hexadecimal digits. */
export type Palette = Readonly<Record<'paper' | 'ink' | 'quiet' | 'line' | 'light' | 'wall' | 'wrong', Colour>>

export type ShopConfig = Readonly<{
  name: string
  slug: string
  claim: string
  description: string
  logo: Readonly<{ wordmark: string; icon: readonly string[] }>
  language: string
  locale: string
  timeZone: string
  currency: string
  usDollar: number
  priceSteps: readonly number[]
  orderPrefix: string
  delivery: Readonly<{
    service: string
    carrier: Readonly<{ name: string; tracking: string | null }>
    stepSeconds: number
    price: number
    freeFrom: number | null
    countries: readonly string[]
  }>
  returns: Readonly<{ days: number; address: readonly string[] }>
  keep: Readonly<{ cartDays: number; questionDays: number }>
  signIn: Readonly<{ codeMinutes: number; visitHours: number }>
  vat: Readonly<{ rate: number; rates: Readonly<Record<string, number>> }>
  palette: Readonly<{ day: Palette; dusk: Palette; over: Readonly<{ bright: Colour; deep: Colour }> }>
  type: Readonly<{
    file: string
    weight: string
    fallback: readonly string[]
    mail: string
    pdf: Readonly<{ regular: readonly string[]; strong: readonly string[] }>
  }>
  mail: Readonly<{ sender: string; replyTo: string; opening: string; closing: string }>
  seller: Readonly<
    Record<'name' | 'representative' | 'phone' | 'register' | 'vatId' | 'law' | 'privacyAuthority', string | null> &
      Record<'address' | 'processors', readonly string[] | null>
  >
  offline: boolean
  footer: readonly string[]
}>
