type Colours = Readonly<Record<'paper' | 'ink' | 'quiet' | 'line' | 'light' | 'wrong', string>>

/** The values of the shop that the local services show. They import no file of the shop, so main.ts passes these. */
export type LocalShop = Readonly<{
  name: string
  locale: string
  /** the domain of the sender of the shop's mails */
  mailDomain: string
  palette: Readonly<{ day: Colours; dusk: Colours }>
}>
