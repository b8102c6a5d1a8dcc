// Loaded before `next start` (--import): a caller who sends slowly does not keep a connection of the store.
import { deadlines, limitServers } from '#local/deadlines.ts'

limitServers(deadlines)
