// Loaded before every command of package.json. It has no syntax that an old Node lacks; Node 20 and 22 would only say that `.ts` is
// an unknown file extension. npm installs the right Node with the other packages, unless it is told to run no install scripts.
import { existsSync } from 'node:fs'

const needed = 24
const [major] = process.versions.node.split('.').map(Number)

function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}

// A package of development: NODE_ENV=production makes npm leave those out.
if (!existsSync(new URL('../node_modules/node/package.json', import.meta.url)))
  refuse('The packages are missing. Run `npm ci --include=dev` first.')
if (major < needed)
  refuse(
    `Nightlight runs on Node ${needed}, and this is Node ${process.versions.node}. npm installs the right one with the other packages; ` +
      'if it ran no install scripts, run `npm rebuild --ignore-scripts=false node`.',
  )
