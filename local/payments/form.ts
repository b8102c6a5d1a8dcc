/** A decoded v1 body or query: values are text, nesting is by brackets (`a[b][0]=c`). */
export type FormTree = { [key: string]: string | FormTree }

const maxDepth = 8

/**
 * Decodes what the Stripe SDK sends: `application/x-www-form-urlencoded` with nested brackets.
 * `a[]=x&a[]=y` numbers its entries. Objects have no prototype, so that a key can never reach one.
 */
export function parseForm(text: string): FormTree {
  const tree: FormTree = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) place(tree, segmentsOf(name), value)
  return tree
}

function segmentsOf(name: string): string[] {
  const start = name.indexOf('[')
  if (start < 1) return [name]
  const inner = [...name.slice(start).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
  return [name.slice(0, start), ...inner].slice(0, maxDepth)
}

function place(tree: FormTree, segments: string[], value: string): void {
  let node = tree
  segments.forEach((segment, index) => {
    const key = segment === '' ? String(Object.keys(node).length) : segment
    if (index === segments.length - 1) {
      node[key] = value
      return
    }
    const next = node[key]
    if (typeof next === 'object') {
      node = next
      return
    }
    const made: FormTree = Object.create(null)
    node[key] = made
    node = made
  })
}
