// Loaded before every command of package.json. Node 20 and 22 would only say that `.ts` is an unknown file extension; this file has
// no syntax that they do not know. npm installs the right Node with the other packages, unless it is told to run no install scripts.
const needed = 24
const [major] = process.versions.node.split('.').map(Number)

if (major < needed) {
  console.error(
    `Nightlight runs on Node ${needed}, and this is Node ${process.versions.node}. npm installs the right one with the other packages; ` +
      'if it ran no install scripts, run `npm rebuild --ignore-scripts=false node`.',
  )
  process.exit(1)
}
