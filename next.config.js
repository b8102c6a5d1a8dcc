/** @type {import('next').NextConfig} */
export default {
  cacheComponents: true,
  partialPrefetching: true,
  poweredByHeader: false,
  // `npm run check` does it, for tests and the local stack as well.
  typescript: { ignoreBuildErrors: true },
  // The local stack builds into its data directory when it is told to keep data elsewhere.
  distDir: process.env.NEXT_OUTPUT ?? '.next',
  // The mail templates bring a renderer of React's own; bundled, it would meet Next's.
  serverExternalPackages: ['react-email', '@react-email/render', 'sharp'],
  outputFileTracingIncludes: {
    '/api/make-thumbnail': [
      'functions/thumbnail-*.ts',
      'package.json',
      'node_modules/{sharp,thumbhash,detect-libc,semver}/**',
      'node_modules/@img/**',
    ],
  },
  experimental: {
    // One stylesheet of a few kilobytes: inside the page it saves the round trip that first paint would wait for.
    inlineCss: true,
  },
}
