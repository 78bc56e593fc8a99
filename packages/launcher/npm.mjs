import { runQuietly } from './run.mjs'

/**
 * Runs npm, the one that started us if any, without install scripts: everything works without them, and some would
 * download from elsewhere.
 */
export async function npm(args, failure) {
  const options = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) return runQuietly(process.execPath, [cli, ...options], failure)
  return runQuietly('npm', options, failure, { shell: process.platform === 'win32' })
}
