import { type Logger, pino } from 'pino'

/** Structured JSON to standard error, so that standard output is for what `npm start` says to people. */
export let logger: Logger = pino({ level: 'silent' })

/** Called once at start; before it nothing is logged. */
export function setUpLogger(level: string): void {
  logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'req.headers.cookie',
          'req.headers.authorization',
          'req.headers["x-csrf-token"]',
          'res.headers["set-cookie"]',
          '*.password',
          '*.passwordHash',
          '*.token',
          '*.accessToken',
          '*.refreshToken',
        ],
        censor: '[redacted]',
      },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
