import { writeDusk } from '#lib/mail-dusk.ts'
import type { ShopConfig } from '#shop.config.ts'

// The mails that the auth server sends, as files for hosted Supabase and for the local one.

type AuthMail = {
  subject: string
  heading?: string
  text: string[]
  /** Mails with a code have it between the first line and the others. */
  code?: boolean
  end: string
}

const only = 'This mail tells you, and asks for nothing.'

/** Every mail by its name in supabase/config.toml: a template, or a notification when it brings no code. */
function listMails({ name, signIn: { codeMinutes } }: ShopConfig): Record<string, AuthMail> {
  const once = `It works once, for ${codeMinutes} minutes.`
  const end = `${name} will never ask you for this code by telephone or mail. Whoever asks is not us.`
  const signIn = {
    subject: `Your code for ${name}`,
    code: true,
    text: [
      'Type it where you asked for it, and you are in:',
      `${once} If you did not ask for it, leave it: without it nobody gets in, and no account begins.`,
    ],
    end,
  }
  return {
    confirmation: signIn,
    magic_link: signIn,
    recovery: {
      subject: 'Your code for a new password',
      heading: 'A new password',
      code: true,
      text: [
        'Somebody, we hope you, wants a new password for this address. This code lets them choose it:',
        `${once} If it was not you, leave it: your password stays as it is.`,
      ],
      end,
    },
    // The present address and the new one get this mail, each with a code of its own.
    email_change: {
      subject: 'Your code for a change of address',
      heading: 'A change of address',
      code: true,
      text: [
        'Somebody, we hope you, wants to move an account from {{ .Email }} to {{ .NewEmail }}. Enter this code on the account page:',
        `${once} If it was not you, leave it: the account stays where it is.`,
      ],
      end,
    },
    password_changed: {
      subject: 'Your password was changed',
      text: [
        'Somebody signed in to your account has just changed its password, and every other device was signed out.',
        'If it was you, all is well. If not, choose a new one now: on the sign-in page, “Forgot your password?”.',
      ],
      end: only,
    },
    email_changed: {
      subject: 'Your account has a new address',
      text: [
        `Your account at ${name} has moved from {{ .OldEmail }} to {{ .Email }}.`,
        'If it was you, all is well. If not, answer this mail today.',
      ],
      end: only,
    },
  }
}

/** The HTML of every mail, by its path in the project. */
export function authMails(shop: ShopConfig): Record<string, string> {
  const mails = Object.entries(listMails(shop))
  return Object.fromEntries(mails.map(([kind, mail]) => [`supabase/templates/${kind}.html`, writeMail(mail, shop)]))
}

/** supabase/config.toml with the shop's name, the sender, the time that a code works, and the subjects of the mails; all else in it stays. */
export function authSettings(current: string, shop: ShopConfig): string {
  const values = {
    project_id: shop.slug,
    admin_email: shop.mail.sender,
    sender_name: shop.name,
    otp_expiry: shop.signIn.codeMinutes * 60,
  }
  const named = Object.entries(values).reduce(
    (text, [name, value]) =>
      text.replace(new RegExp(`^${name} = .*$`, 'm'), () => `${name} = ${JSON.stringify(value)}`),
    current,
  )
  return Object.entries(listMails(shop)).reduce((text, [kind, { subject }]) => {
    const section = new RegExp(String.raw`(^\[auth\.email\.\w+\.${kind}\]$[^[]*?^subject = ).*$`, 'm')
    if (!section.test(text)) throw new Error(`supabase/config.toml has no subject for ${kind}.`)
    return text.replace(section, (_, before: string) => before + JSON.stringify(subject))
  }, named)
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

function writeMail({ subject, heading = subject, text, code, end }: AuthMail, shop: ShopConfig): string {
  const { paper, ink, quiet } = shop.palette.day
  const line = (style: string, words: string, tag = 'p') => `      <${tag} style="color:${style}">${words}</${tag}>`
  const body = `${ink};font-size:16px;line-height:24px;margin:0 0 16px`
  const lines = [...(shop.mail.opening ? [shop.mail.opening] : []), ...text].map((words) =>
    line(body, escapeHtml(words)),
  )
  const number = `${ink};font-size:34px;font-weight:600;line-height:44px;margin:0 0 16px;font-variant-numeric:tabular-nums`
  if (code) lines.splice(-1, 0, line(number, '{{ .Token }}'))
  return `<!doctype html>
<html lang="${shop.language}">
  <head>
    <meta charset="utf-8">
    <meta name="color-scheme" content="light dark">
    <meta name="supported-color-schemes" content="light dark">
    <style>${writeDusk(shop.palette)}</style>
    <title>${escapeHtml(heading)}</title>
  </head>
  <body style="margin:0;background-color:${paper};font-family:${escapeHtml(shop.type.mail).replaceAll(', ', ',')}">
    <div style="max-width:560px;margin:0 auto;padding:40px 20px">
${line(`${ink};font-size:18px;font-weight:600;line-height:24px;margin:0 0 32px`, escapeHtml(shop.logo.wordmark))}
${line(`${ink};font-size:26px;font-weight:600;line-height:32px;margin:0 0 16px`, escapeHtml(heading), 'h1')}
${lines.join('\n')}
${line(`${quiet};font-size:14px;line-height:20px;margin:0`, escapeHtml(end))}
    </div>
  </body>
</html>
`
}
