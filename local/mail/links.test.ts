import { expect, test } from 'vitest'
import { findLinks } from '#local/mail/links.ts'

const inHtml = (html: string) => findLinks({ html, text: null })

test('links are found in HTML, each once, with their visible text as label', () => {
  const html = `<a class="button" href="http://localhost:3000/in?a=1&amp;b=2"><b>Sign</b>
    in</a> <A HREF='https://example.com/'>Shop &amp; more</A> <a href=mailto:help@example.com>Help</a>
    <a href="https://example.com/">again</a> <a href="https://example.com/logo"><img src="x"></a>`
  expect(inHtml(html)).toEqual([
    { href: 'http://localhost:3000/in?a=1&b=2', label: 'Sign in' },
    { href: 'https://example.com/', label: 'Shop & more' },
    { href: 'mailto:help@example.com', label: 'Help' },
    { href: 'https://example.com/logo', label: 'https://example.com/logo' },
  ])
})

test('links that a person cannot or should not open are left out', () => {
  const html = `<a href="javascript:alert(1)">a</a><a href="&#106;avascript:alert(1)">b</a><a href=" data:text/html,x">c</a>
    <a href="/relative">d</a><a name="e">e</a><a>f</a><a href="&#x110000;">g</a><abbr href="https://example.com">h</abbr>
    <!--[if mso]><a href="https://example.com/outlook">i</a><![endif]-->`
  expect(inHtml(html)).toEqual([])
})

test('the links of a mail without HTML are those of its text', () => {
  const text = 'Sign in at http://localhost:3000/in?a=1&b=2. Or (https://example.com/help).'
  expect(findLinks({ html: null, text }).map(({ href }) => href)).toEqual([
    'http://localhost:3000/in?a=1&b=2',
    'https://example.com/help',
  ])
})

test.each(['<a ', '<a href="', '<!--', '<a href=x>', '<'])('a megabyte of %s is read fast', (piece) => {
  const started = performance.now()
  expect(inHtml(piece.repeat(1_000_000 / piece.length))).toEqual([])
  expect(performance.now() - started).toBeLessThan(2000)
})
