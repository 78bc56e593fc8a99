import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backupName, writeBackup, writeBackupFile } from '../controllers/backup.controller.ts'
import { type Command, explainFileErrors, say, typedPath, UsageError } from './command.ts'
import { withDatabase } from './database.ts'

/** Writes a backup into a file, in the data folder unless another is named, or to standard output (`-`). */
export const backup: Command = {
  usage: '[FILE | -]',
  async run(args, env) {
    if (args.length > 1) throw new UsageError()
    await withDatabase(env, async ({ databaseUrl }) => {
      const instance = { databaseUrl, dataDir: env.dataDir }
      if (args[0] === '-') {
        await writeBackup(instance, process.stdout)
        return
      }
      const file = args[0] ? typedPath(args[0]) : join(env.dataDir, 'backups', backupName())
      const { tables, files } = await explainFileErrors(writeBackupFile(instance, file))
      const { size } = await stat(file)
      const count = `tables: ${Object.keys(tables).length}, files: ${Object.keys(files).length}`
      say(`Backed up to ${file} (${count}, ${Math.ceil(size / 1000).toLocaleString('en')} kB).`)
    })
    return 0
  },
}
