import type { ShopConfig } from '#shop.config.ts'

/** A shop that shares no value with shop.config.ts. The tests of a fork replace shop.config.ts with it. */
export const otherShop: ShopConfig = {
  name: 'Lampion & Fils',
  slug: 'lampion',
  claim: 'lamps that wait for the night',
  description: 'Lamps of a small house at the lake. They wait until it is dark.',
  logo: { wordmark: 'Lampion', icon: ['<circle cx="16" cy="16" r="15" fill="#203a5f"/>'] },
  language: 'fr',
  locale: 'fr-CH',
  timeZone: 'Europe/Zurich',
  currency: 'chf',
  usDollar: 0.8,
  orderPrefix: 'LF',
  delivery: { service: 'Swiss Post', price: 1250, freeFrom: 20_000, countries: ['CH', 'LI', 'FR'] },
  vat: { rate: 8.1, rates: { FR: 20 } },
  palette: {
    day: {
      paper: '#f7f9fc',
      ink: '#101820',
      quiet: '#4a5a6a',
      line: '#c5d0da',
      light: '#0b5394',
      wall: '#dde6ee',
      wrong: '#a3123a',
    },
    dusk: {
      paper: '#0e1420',
      ink: '#e6edf5',
      quiet: '#9fb0c3',
      line: '#2c3a4d',
      light: '#8ec5ff',
      wall: '#1b2635',
      wrong: '#ff8fa3',
    },
    over: { bright: '#fafdff', deep: '#050a12' },
  },
  type: {
    file: '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-italic.woff2',
    weight: '200 800',
    fallback: ['Georgia', 'serif'],
    mail: 'Georgia, serif',
    pdf: {
      regular: ['@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'],
      strong: ['@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'],
    },
  },
  mail: {
    sender: 'shop@lampion.example',
    replyTo: 'answers@lampion.example',
    opening: 'Greetings from the lake.',
    closing: 'Lampion & Fils, at the lake.',
  },
  footer: ['Lampion & Fils, Quai 1, Geneva.', 'CHE-000.000.000'],
}
