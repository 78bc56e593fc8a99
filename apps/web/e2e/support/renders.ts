import type { Page } from '@playwright/test'

declare global {
  interface Window {
    messageRenders?: number
  }
}

export interface MessageRenders {
  /** Starts to count; rejects when messages are still being drawn for the first time. */
  rest(): Promise<void>
  /** How many messages were drawn since then. */
  read(): Promise<number>
}

/**
 * Counts how often React draws a message, in the built client as people get it: by the hook through which React tells its
 * developer tools of every commit. For a page that has not been opened yet.
 */
export async function countMessageRenders(page: Page): Promise<MessageRenders> {
  await page.addInitScript(() => {
    interface Fiber {
      child: Fiber | null
      sibling: Fiber | null
      alternate: Fiber | null
      flags: number
      memoizedProps: unknown
    }
    /** React sets this on what it has drawn in a commit. */
    const performedWork = 1
    const isMessage = (props: unknown) =>
      typeof props === 'object' && props !== null && 'message' in props && 'startsGroup' in props

    function count(fiber: Fiber): number {
      const drawn = (fiber.flags & performedWork) !== 0 && isMessage(fiber.memoizedProps) ? 1 : 0
      // What is the same as before has not been looked at.
      if (fiber.alternate && fiber.alternate.child === fiber.child) return drawn
      let sum = drawn
      for (let child = fiber.child; child; child = child.sibling) sum += count(child)
      return sum
    }

    window.messageRenders = 0
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        renderers: new Map(),
        supportsFiber: true,
        isDisabled: false,
        checkDCE() {},
        inject: () => 1,
        onCommitFiberRoot(_renderer: number, root: { current: Fiber }) {
          window.messageRenders = (window.messageRenders ?? 0) + count(root.current)
        },
        onPostCommitFiberRoot() {},
        onCommitFiberUnmount() {},
      },
    })
  })
  return {
    rest: () =>
      page.evaluate(async () => {
        window.messageRenders = 0
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
        for (let frames = 0; frames < 10; frames++) await frame()
        if (window.messageRenders > 0) throw new Error('Messages are still being drawn')
      }),
    read: () => page.evaluate(() => window.messageRenders ?? 0),
  }
}
