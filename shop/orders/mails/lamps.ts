import type { ReactElement, ReactNode } from 'react'
import { Column, Img, Row, Section, Text } from 'react-email'
import { h, inLines, small, text } from '#shop/mail/layout.ts'
import type { Address, OrderLine } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

const pictureWidth = 88

/** The lamps of an order, each with its photograph. @param end what stands at the end of a lamp's row */
export function lampRows(lines: readonly OrderLine[], end: (line: OrderLine) => ReactNode = () => null): ReactElement {
  return h(
    Section,
    null,
    lines.map((line) =>
      h(
        Row,
        { key: line.sku, style: { marginBottom: 16 } },
        line.picture && h(Column, { style: { width: pictureWidth + 16, verticalAlign: 'top' } }, photograph(line)),
        h(
          Column,
          { style: { verticalAlign: 'top' } },
          h(Text, { style: { ...text, margin: 0 } }, `${line.quantity} × ${line.name}`),
          h(Text, { style: small }, `${line.finish}, ${line.sku}`),
        ),
        end(line),
      ),
    ),
  )
}

// The name stands beside it, so a mail program that loads no pictures shows an empty frame and says nothing twice.
function photograph({ picture }: OrderLine): ReactElement {
  return h(Img, { src: picture, alt: '', width: pictureWidth, style: { width: pictureWidth, height: 'auto' } })
}

const countries = new Intl.DisplayNames(shop.locale, { type: 'region' })
const nameOf = (country: string) => (/^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? country) : country)

/** The delivery address, in lines. */
export function addressText({ name, line1, line2, postalCode, city, country }: Address): ReactElement {
  const parts = [name, line1, line2 ?? '', `${postalCode} ${city}`.trim(), nameOf(country)]
  return h(Text, { style: text }, ...inLines(['Delivery address:', ...parts.filter(Boolean)]))
}
