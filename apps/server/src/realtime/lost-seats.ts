import { KeyedTimers } from '../lib/keyed-timers.ts'

/** Seats of this instance whose connection is lost, by participant id, and when they end. */
export const lostSeats = new KeyedTimers()
