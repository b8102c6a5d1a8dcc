// Brings the store's secrets to a platform: `node --env-file=.env deploy/settings.ts aws-lambda | sh`. It writes each secret of each
// function to a file of `.nightlight/settings/` that only you may read, and prints the commands that store them there. No secret is in
// a command. Delete the folder afterwards.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeSettings } from '#deploy/write-settings.ts'

const [platform = ''] = process.argv.slice(2)
const folder = `.nightlight/settings/${platform}`
const { files, commands } = writeSettings(platform, process.env, folder)
const place = join(import.meta.dirname, '..', folder)
rmSync(place, { recursive: true, force: true })
for (const [path, text] of Object.entries(files)) {
  const file = join(place, path)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, text, { mode: 0o600 })
}
process.stdout.write(`set -e\n${commands.join('\n')}\n`)
