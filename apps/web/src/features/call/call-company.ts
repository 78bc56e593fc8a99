import { create } from 'zustand'
import { useCall } from './engine/call-store.ts'

/** What somebody who is alone in a call may want to know of those who are not there. */
interface CallCompany {
  /** Somebody else has been in the call. */
  hadOthers: boolean
  /** Who was called does not want to talk, or did not answer in time. */
  isUnanswered: boolean
}

const unknown: CallCompany = { hadOthers: false, isUnanswered: false }

/** What is known of it about the call one is in. */
export const useCallCompany = create<CallCompany>(() => unknown)

useCall.subscribe(({ status, participants }) => {
  const { hadOthers } = useCallCompany.getState()
  if (status === 'idle') useCallCompany.setState(unknown)
  else if (participants.length > 1 && !hadOthers) useCallCompany.setState({ hadOthers: true })
})
