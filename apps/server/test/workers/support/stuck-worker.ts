import { connectDB } from '../../../src/config/database.ts'
import { openJobQueue, startJobQueue } from '../../../src/config/job-queue.ts'

// An instance that begins with the purge that is queued, says so, and never ends.
await connectDB(process.argv[2] ?? '')
await openJobQueue()
await startJobQueue({
  'purge-channel': ({ channelId }) => {
    console.log(channelId)
    return new Promise(() => {})
  },
  'find-remains': async () => {},
  'end-expired-sessions': async () => {},
})
