import type { ChosenStatus } from '@parley/contracts/user'
import { create } from 'zustand'

const CHOICE_KEY = 'parley:status'
const INPUT_KEY = 'parley:last-input'

/** Milliseconds without input after which somebody online counts as idle. */
const IDLE_AFTER = 10 * 60_000
/** Milliseconds in which input is noted at most once. */
const INPUT_GRAIN = 15_000

const useChoice = create<{ chosen: ChosenStatus }>(() => ({ chosen: readChoice() }))

/** The status one has chosen. */
export function useChosenStatus(): ChosenStatus {
  return useChoice(({ chosen }) => chosen)
}

/** The same outside of what is drawn. */
export function currentStatus(): ChosenStatus {
  return useChoice.getState().chosen
}

/** Chooses one's status; it is kept, and told again on every connection. */
export function chooseStatus(chosen: ChosenStatus): void {
  useChoice.setState({ chosen })
  try {
    localStorage.setItem(CHOICE_KEY, chosen)
  } catch {
    // Then it lasts as long as the page.
  }
}

/**
 * Tells the app one's status: the chosen one, or idle after ten minutes without input in any tab. `tell` is called on
 * every change; {@link OwnPresence.tellAgain} repeats it on a new connection.
 */
export function startOwnPresence(tell: (status: ChosenStatus) => void): OwnPresence {
  const lifetime = new AbortController()
  const { signal } = lifetime
  let told: ChosenStatus | undefined
  let idleTimer: ReturnType<typeof setTimeout> | undefined

  function update(): void {
    const { chosen } = useChoice.getState()
    clearTimeout(idleTimer)
    const idleIn = readLastInput() + IDLE_AFTER - Date.now()
    const status = chosen === 'online' && idleIn <= 0 ? 'idle' : chosen
    if (idleIn > 0) idleTimer = setTimeout(update, idleIn)
    if (status === told) return
    told = status
    tell(status)
  }

  function noteInput(): void {
    if (Date.now() - readLastInput() < INPUT_GRAIN) return
    writeLastInput()
    update()
  }

  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
    addEventListener(event, noteInput, { signal, passive: true, capture: true })
  }
  // Other tabs of this browser share the choice and the input.
  addEventListener(
    'storage',
    ({ key }) => {
      if (key === CHOICE_KEY) useChoice.setState({ chosen: readChoice() })
      if (key === INPUT_KEY) update()
    },
    { signal },
  )
  const unsubscribe = useChoice.subscribe(update)
  writeLastInput()
  update()

  return {
    tellAgain() {
      told = undefined
      update()
    },
    stop() {
      lifetime.abort()
      clearTimeout(idleTimer)
      unsubscribe()
    },
  }
}

export interface OwnPresence {
  tellAgain(): void
  stop(): void
}

let lastInput = 0

function readLastInput(): number {
  try {
    return Math.max(lastInput, Number(localStorage.getItem(INPUT_KEY)) || 0)
  } catch {
    return lastInput
  }
}

function writeLastInput(): void {
  lastInput = Date.now()
  try {
    localStorage.setItem(INPUT_KEY, String(lastInput))
  } catch {
    // Then each tab counts for itself.
  }
}

function readChoice(): ChosenStatus {
  try {
    const stored = localStorage.getItem(CHOICE_KEY)
    return stored === 'idle' || stored === 'dnd' ? stored : 'online'
  } catch {
    return 'online'
  }
}
