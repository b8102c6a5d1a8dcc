import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const kinds = ['confirmation', 'magic_link', 'recovery', 'email_change'] as const

/**
 * The same mails as hosted Supabase sends: a file and a subject for each kind.
 * @param directory of the files; config.toml beside it has the subjects
 * @throws Error when one has no subject
 */
export function mailTemplates(directory: string) {
  const settings = readFileSync(join(directory, '..', 'config.toml'), 'utf8')
  const templates = kinds.map((kind) => {
    const section = settings.split(`[auth.email.template.${kind}]`)[1] ?? ''
    const subject = /^\s*subject = "(.*)"$/m.exec(section)?.[1]
    if (!subject) throw new Error(`supabase/config.toml has no subject for ${kind}.`)
    return [kind, { subject: JSON.parse(`"${subject}"`) as string, content_path: join(directory, `${kind}.html`) }]
  })
  return Object.fromEntries(templates) as Record<(typeof kinds)[number], { subject: string; content_path: string }>
}

/** What a mail says, for readers without HTML. */
export function plainText(html: string): string {
  return html
    .replace(/<(head|style|title)[\s\S]*?<\/\1>/g, '')
    .replace(/<\/(p|h1|div)>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
