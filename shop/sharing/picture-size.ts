/** Open Graph's pictures have this size, in pixels: https://developers.facebook.com/docs/sharing/webmasters/images */
export const pictureSize = { width: 1200, height: 630 }
