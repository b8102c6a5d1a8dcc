export type SqlFile = { name: string; text: string }

/**
 * Splits SQL into statements without their leading comments. Handles comments, strings, quoted names and dollar quotes.
 * @throws Error when a quote does not end
 */
export function splitStatements(text: string): string[] {
  const parts = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$|;|[^-'"$;]+|[-$]|['"]/g
  const statements: string[] = []
  let statement = ''
  for (const [part] of text.matchAll(parts)) {
    if (part === "'" || part === '"') throw new Error(`A quote does not end: ${statement.slice(-80)}`)
    if (part === ';') {
      statements.push(statement.trim())
      statement = ''
    } else if (!part.startsWith('--')) statement += part
  }
  return [...statements, statement.trim()].filter(Boolean)
}

const name = String.raw`("[^"]+"|[\w.]+)`
const definition = (words: string) => new RegExp(`^create ${words} (?:if not exists )?${name}`)
const onTable = (words: string) => new RegExp(`^create ${words} ${name}[\\s\\S]*? on ([\\w.]+)`)

/** The definition of each kind of object. The groups match the object's name, with its schema. */
const kinds: [kind: string, pattern: RegExp][] = [
  ['table', definition('table')],
  ['function', definition('(?:function|procedure|aggregate)')],
  ['view', definition('(?:materialized )?view')],
  ['type', definition('(?:type|domain)')],
  ['sequence', definition('sequence')],
  ['role', definition('(?:role|user)')],
  ['schema', definition('schema')],
  ['extension', definition('extension')],
  ['index', definition('(?:unique )?index(?: concurrently)?')],
  ['trigger', onTable('(?:constraint )?trigger')],
  ['policy', onTable('policy')],
  ['constraint', new RegExp(`^alter table ([\\w.]+) add constraint ${name}`)],
]

/** Statements that change the definition of another statement, or hide their own. */
const refused: [pattern: RegExp, reason: string][] = [
  [/^create or replace /, 'replaces an earlier definition'],
  [/^drop /, 'drops an earlier definition'],
  [
    /^alter table [\w.]+ (?:add column|add (?!constraint)|drop|alter|rename|set schema)/,
    'changes the columns of a table',
  ],
  [/^alter (?:function|policy|trigger|view|type|index|sequence|procedure) /, 'changes an earlier definition'],
  [/^alter role \w+ rename/, 'renames a role'],
  [/^do\b/, 'hides what it defines from this check'],
]

/** Lists the objects that a statement defines, as `<kind> <name>`. */
function namesIn(statement: string): string[] {
  return kinds.flatMap(([kind, pattern]) => {
    const match = pattern.exec(statement)
    return match ? [`${kind} ${match.slice(1).join(' on ')}`] : []
  })
}

/** Lists the faults in these migrations: objects that are defined twice, and statements that redefine an object. */
export function findRedefinitions(files: SqlFile[]): string[] {
  const places = new Map<string, string>()
  return files.flatMap((file) =>
    splitStatements(file.text).flatMap((written) => {
      const statement = written.replace(/\s+/g, ' ').replace(/^[a-z ]+/i, (words) => words.toLowerCase())
      const refusals = refused
        .filter(([pattern]) => pattern.test(statement))
        .map(([, reason]) => `${file.name}: "${statement.slice(0, 80)}" ${reason}.`)
      const repeated = namesIn(statement).flatMap((object) => {
        const before = places.get(object)
        places.set(object, file.name)
        return before ? [`${file.name}: ${object} is already defined in ${before}.`] : []
      })
      return [...refusals, ...repeated]
    }),
  )
}
