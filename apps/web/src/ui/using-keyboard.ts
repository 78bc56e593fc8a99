let usingKeyboard = false

/** Begins to follow whether the keyboard is used or the pointer; once, when the app starts. */
export function followInput(): void {
  addEventListener('keydown', () => (usingKeyboard = true), { capture: true, passive: true })
  for (const type of ['pointerdown', 'pointermove']) {
    addEventListener(type, () => (usingKeyboard = false), { capture: true, passive: true })
  }
}

/** Whether a key was the last that was touched, and not the pointer. */
export function isUsingKeyboard(): boolean {
  return usingKeyboard
}
