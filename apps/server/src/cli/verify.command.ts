import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareWithBackup } from '../controllers/backup.controller.ts'
import { readBackup } from '../lib/backup-file.ts'
import { type Command, explainFileErrors, say, typedPath, UsageError } from './command.ts'
import { withDatabase } from './database.ts'

/** Reads a whole backup and checks it against its checksums, and, if asked to, against the instance. */
export const verify: Command = {
  usage: 'FILE | - [--instance]',
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { instance: { type: 'boolean', default: false } },
    })
    const [file, ...rest] = positionals
    if (!file || rest.length > 0) throw new UsageError()
    const source = file === '-' ? process.stdin : createReadStream(typedPath(file))
    const backup = await explainFileErrors(readBackup(source))
    const { header, checksums } = backup
    const bytes = Object.values(checksums.tables).reduce((sum, table) => sum + table.bytes, 0)
    say(`The backup of ${header.createdAt} is whole (${header.tables.length} tables, ${bytes} bytes of rows).`)
    if (!values.instance) return 0
    const comparison = await withDatabase(env, ({ databaseUrl }) =>
      compareWithBackup({ databaseUrl, dataDir: env.dataDir }, backup),
    )
    const different = comparison.filter(({ isSame }) => !isSame)
    for (const { name } of different) say(`${name} is different.`)
    if (different.length === 0) say('The instance is identical to it.')
    return different.length === 0 ? 0 : 1
  },
}
