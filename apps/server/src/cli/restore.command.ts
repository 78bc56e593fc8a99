import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { migrate } from '../config/migrate.ts'
import { checkBackup, restoreBackup, takeSnapshot } from '../controllers/backup.controller.ts'
import { OperatorError } from '../lib/operator-error.ts'
import { type Command, explainFileErrors, say, typedPath, UsageError } from './command.ts'
import { withDatabase } from './database.ts'

/** Puts what a backup holds into the database and the data folder. */
export const restore: Command = {
  usage: 'FILE | - [--force]',
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false } },
    })
    const [file, ...rest] = positionals
    if (!file || rest.length > 0) throw new UsageError()
    await withDatabase(
      env,
      async ({ databaseUrl, isShared }) => {
        if (isShared) throw new OperatorError('Parley is running on this database; stop it first.')
        const instance = { databaseUrl, dataDir: env.dataDir }
        const open = () => (file === '-' ? process.stdin : createReadStream(typedPath(file)))
        // What comes by a pipe can be read once; that is checked as it is restored, and undone if need be.
        if (file !== '-') await explainFileErrors(checkBackup(open()))
        if (values.force) {
          const snapshot = await takeSnapshot(instance, env.snapshotsKept)
          if (snapshot) say(`The database as it was is kept in ${snapshot}.`)
        }
        const { tables, files } = await explainFileErrors(restoreBackup(instance, open(), values))
        // Of an older version, perhaps.
        await migrate(databaseUrl)
        say(`Restored ${Object.keys(tables).length} tables and ${Object.keys(files).length} files.`)
      },
      { create: true },
    )
    return 0
  },
}
