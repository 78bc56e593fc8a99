import { useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { lastChannelOf } from '../features/channel/last-channel.ts'
import { useMemberPane } from '../features/member/member-pane-state.ts'
import { useIsNarrow } from '../ui/use-media-query.ts'
import { swipeOf } from './swipe.ts'

/** On a phone, swipes go from the list to the chat, on to the members, and back. The address follows, and so does Back. */
export function usePaneSwipes(): void {
  const router = useRouter()
  const isNarrow = useIsNarrow()
  const { serverId, channelId, conversationId } = useParams({ strict: false })

  const swipe = useEffectEvent((direction: 'left' | 'right') => {
    const { drawer } = useMemberPane.getState()
    if (direction === 'right') {
      if (drawer) useMemberPane.setState({ drawer: false })
      else if (channelId) router.history.push(`/channels/${serverId}`)
      else if (conversationId) router.history.push('/conversations')
    } else if (channelId) useMemberPane.setState({ drawer: true })
    else if (serverId) {
      const last = lastChannelOf(serverId)
      if (last) router.history.push(`/channels/${serverId}/${last}`)
    }
  })

  useEffect(() => {
    if (!isNarrow) return
    let start: Touch | undefined
    function onStart(event: TouchEvent) {
      const [touch] = event.touches
      start = event.touches.length === 1 && touch && !isTaken(event.target) ? touch : undefined
    }
    function onEnd(event: TouchEvent) {
      const [end] = event.changedTouches
      const direction = start && end && swipeOf(start, end, innerWidth)
      start = undefined
      // Whoever selects text draws the finger along it too.
      if (direction && getSelection()?.isCollapsed !== false) swipe(direction)
    }
    addEventListener('touchstart', onStart, { passive: true })
    addEventListener('touchend', onEnd, { passive: true })
    return () => {
      removeEventListener('touchstart', onStart)
      removeEventListener('touchend', onEnd)
    }
  }, [isNarrow])
}

/** Whether something under the finger has a use of its own for sideways movements, or is before the panes. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('input, textarea, [role="slider"], [role="menu"], [role="alertdialog"]')) return true
  const dialog = target.closest('[role="dialog"]')
  if (dialog && !useMemberPane.getState().drawer) return true
  for (let element: Element | null = target; element; element = element.parentElement) {
    const scrolls = element.scrollWidth > element.clientWidth + 1
    if (scrolls && /auto|scroll/.test(getComputedStyle(element).overflowX)) return true
  }
  return false
}
