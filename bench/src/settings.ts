/** How much a run measures. */
export interface Settings {
  /** Little of everything, once: whether it works, not how fast. */
  smoke: boolean
  /** Messages in the largest table whose history is read. */
  rows: number
  /** Connections whose memory is measured. */
  sockets: number
}
