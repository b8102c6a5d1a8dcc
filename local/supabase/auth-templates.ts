import { join } from 'node:path'

const subjects = {
  confirmation: 'Your code for Nightlight',
  magic_link: 'Your code for Nightlight',
  recovery: 'Your code for a new password',
  email_change: 'Your code for the new address',
}

/** The same mails as hosted Supabase sends (supabase/config.toml): a file and a subject for each kind. */
export function mailTemplates(directory: string) {
  const kinds = Object.entries(subjects).map(([kind, subject]) => {
    return [kind, { subject, content_path: join(directory, `${kind}.html`) }]
  })
  return Object.fromEntries(kinds) as Record<keyof typeof subjects, { subject: string; content_path: string }>
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
