import type { Page } from '@playwright/test'

declare global {
  interface Window {
    messageRenders?: MessageRender[]
  }
}

/** React has drawn a message. */
interface MessageRender {
  content: string
  /** It was there already: what it was given otherwise than before, which is nothing where its own state has changed. */
  again: string[] | null
}

export interface MessageRenders {
  /** Starts to watch; rejects when messages are still being drawn for the first time. */
  rest(): Promise<void>
  /** What was drawn since then. */
  read(): Promise<MessageRender[]>
}

/**
 * Watches how often React draws a message, in the built client as people get it: by the hook through which React tells its
 * developer tools of every commit. For a page that has not been opened yet.
 */
export async function watchMessageRenders(page: Page): Promise<MessageRenders> {
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
    type Props = Record<string, unknown> & { message: { content: string } }
    const isMessage = (props: unknown): props is Props =>
      typeof props === 'object' && props !== null && 'message' in props && 'startsGroup' in props

    function collect({ child, alternate, flags, memoizedProps: props }: Fiber): void {
      if ((flags & performedWork) !== 0 && isMessage(props)) {
        const before = alternate?.memoizedProps as Props | undefined
        const again = before ? Object.keys(props).filter((name) => props[name] !== before[name]) : null
        window.messageRenders?.push({ content: props.message.content, again })
      }
      // What is the same as before has not been looked at.
      if (alternate && alternate.child === child) return
      for (let next = child; next; next = next.sibling) collect(next)
    }

    window.messageRenders = []
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        renderers: new Map(),
        supportsFiber: true,
        isDisabled: false,
        checkDCE() {},
        inject: () => 1,
        onCommitFiberRoot(_renderer: number, root: { current: Fiber }) {
          collect(root.current)
        },
        onPostCommitFiberRoot() {},
        onCommitFiberUnmount() {},
      },
    })
  })
  return {
    rest: () =>
      page.evaluate(async () => {
        await document.fonts.ready
        window.messageRenders = []
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
        for (let frames = 0; frames < 10; frames++) await frame()
        if (window.messageRenders.length > 0) throw new Error('Messages are still being drawn')
      }),
    read: () => page.evaluate(() => window.messageRenders ?? []),
  }
}
