import { createContext, use } from 'react'

/** Whether Tab reaches what is inside of a message: once the message has the focus. */
export const ReachableContext = createContext(true)

/**
 * The `tabIndex` of a link or button in a message. Else all that was ever written would be between one and the place
 * where one writes.
 */
export function useTabIndex(): 0 | -1 {
  return use(ReachableContext) ? 0 : -1
}
