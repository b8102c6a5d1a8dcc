type Colours = Readonly<Record<'paper' | 'ink' | 'quiet' | 'line' | 'light' | 'wrong', string>>

/** What the local services know of the shop. They import none of its files: main.ts hands it on. */
export type LocalShop = Readonly<{
  name: string
  locale: string
  /** the domain that the shop's mails are from */
  mailDomain: string
  palette: Readonly<{ day: Colours; dusk: Colours }>
}>
