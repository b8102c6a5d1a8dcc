import { html } from 'hono/html'
import { getLook } from '#local/look.ts'

type Html = ReturnType<typeof html>

const styles = `
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .25rem } h2 { font-size: 1.1rem; font-weight: 600; margin: 2rem 0 .5rem }
p { margin: 0 0 1rem } .quiet { color: var(--quiet) } a { color: inherit; text-underline-offset: .2em }
table { width: 100%; border-collapse: collapse; font-size: .9rem } th { text-align: left; font-weight: 600 }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums } code, pre { font: .85rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap }
button { font: inherit; font-size: .9rem; padding: .35rem .8rem; border: 1px solid var(--ink); border-radius: 2px; background: none; color: inherit; cursor: pointer; white-space: nowrap }
button.primary { background: var(--ink); color: var(--paper) }
label { display: block; margin: 0 0 1rem } input, select { display: block; width: 100%; font: inherit; padding: .5rem .6rem; margin-top: .25rem; border: 1px solid var(--quiet); border-radius: 2px; background: transparent; color: inherit }
:focus-visible { outline: 2px solid var(--light); outline-offset: 2px } .scroll { overflow-x: auto }
`

/** A page of a local service: its title, a line about it, and its body. `html` escapes every interpolated value. */
export function page(title: string, lead: string, body: Html | Promise<Html>): Html | Promise<Html> {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <style>:root { color-scheme: light dark; ${getLook().colours} } ${styles}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p class="quiet">${lead}</p>
      ${body}
    </main>
  </body>
</html>`
}
