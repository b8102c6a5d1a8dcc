import type { Mail } from '#local/mail/mails.ts'

const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/**
 * Puts a mail's inline images into its HTML, as a mail program does: `cid:` and a content id (RFC 2392) become a data URL.
 * An unknown id stays as it is.
 */
export function showPictures(markup: string, { attachments }: Pick<Mail, 'attachments'>): string {
  return markup.replace(/(\ssrc\s*=\s*["'])cid:([^"']+)/gi, (whole, before: string, id: string) => {
    const picture = attachments.find(({ content_id }) => content_id === id)
    const type = picture?.content_type ?? ''
    const content = picture?.content?.replace(/\s/g, '') ?? ''
    if (!pictureTypes.includes(type) || !/^[A-Za-z0-9+/]+=*$/.test(content)) return whole
    return `${before}data:${type};base64,${content}`
  })
}
