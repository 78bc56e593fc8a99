declare module 'virtual:strings/*' {
  import type { Messages } from '@lingui/core'
  export const messages: Messages
}
