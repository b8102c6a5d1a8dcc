// Uses createElement: these files run in plain Node, which strips types but cannot read JSX.
import { createElement, type ElementType, type ReactElement, type ReactNode } from 'react'
import { Body, Container, Head, Heading, Html, Preview, Text } from 'react-email'
import { writeDusk } from '#lib/mail-dusk.ts'
import { shop } from '#shop.config.ts'

/** Creates an element from a tag, its properties and its children. */
export const h = (type: ElementType, props: object | null, ...children: ReactNode[]): ReactElement =>
  createElement(type, props, ...children)

const { palette, type, mail, language, logo } = shop
export const { ink } = palette.day
export const line = { borderColor: palette.day.line }
export const text = { color: ink, fontSize: 16, lineHeight: '24px', margin: '0 0 16px' }
export const small = { color: palette.day.quiet, fontSize: 14, lineHeight: '20px', margin: 0 }
export const link = { color: ink, textDecoration: 'underline' }

// The second one is for mail programs that do not know the first.
const breaks = { overflowWrap: 'anywhere', wordBreak: 'break-word' }
const page = { backgroundColor: palette.day.paper, fontFamily: type.mail, margin: 0, ...breaks }
const name = { color: ink, fontSize: 18, fontWeight: 600, lineHeight: '24px', margin: '0 0 32px' }
const title = { color: ink, fontSize: 26, fontWeight: 600, lineHeight: '32px', margin: '0 0 16px' }

/** Words that no line may break, such as an order number. */
export const whole = (words: string): ReactElement => h('span', { style: { whiteSpace: 'nowrap' } }, words)

/** Each of these on a line of its own. */
export const inLines = (parts: readonly string[]): ReactNode[] =>
  parts.flatMap((part, index) => (index > 0 ? [h('br', { key: index }), part] : [part]))

/**
 * The layout of every mail of the shop.
 * @param preview the text that a mailbox shows beside the subject
 */
export function mailPage(preview: string, heading: string, ...children: ReactNode[]): ReactElement {
  return h(
    Html,
    { lang: language },
    h(
      Head,
      null,
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('style', null, writeDusk(palette)),
    ),
    h(Preview, null, preview),
    h(
      Body,
      { style: page },
      h(
        Container,
        { style: { maxWidth: 560, padding: '40px 20px' } },
        h(Text, { style: name }, logo.wordmark),
        h(Heading, { as: 'h1', style: title }, heading),
        mail.opening && h(Text, { style: text }, mail.opening),
        ...children,
        h(Text, { style: small }, mail.closing),
      ),
    ),
  )
}
