import type { ComponentType } from 'react'
import { create } from 'zustand'

/** What the address of a page may name. */
export type ParamName = 'serverId' | 'channelId' | 'conversationId' | 'messageId' | 'code'
export type Params = { readonly [Name in ParamName]?: string }

/** What an `Outlet` draws: a page or what stands in for it, or what to say while or where there is none. */
export type Part = ComponentType | 'pending' | 'not-found' | { error: unknown }

/** What is shown. It is behind the address while the code of a page is on its way. */
interface Place {
  pathname: string
  /** With its question mark, if there is one. */
  search: string
  params: Params
  /** From the outside to the inside. */
  parts: readonly Part[]
  /** The members are shown over the chat. */
  members: boolean
  /** Changes whenever one goes anywhere, even to where one is. */
  visit: number
}

/** What is shown now. Select what you need of it: a part of the page is drawn anew only for that. */
export const usePlace = create<Place>()(() => ({
  pathname: '',
  search: '',
  params: {},
  parts: [],
  members: false,
  visit: 0,
}))

/** What the address names, where it does. */
export function useParam(name: ParamName): string | undefined {
  return usePlace(({ params }) => params[name])
}

/** As {@link useParam}, in a page whose address surely names it. */
export function useOwnParam(name: ParamName): string {
  const value = useParam(name)
  if (value === undefined) throw new Error(`The address of this page has no ${name}`)
  return value
}

/** Whether one is at a page, or at one below it. */
export function useIsAt(path: string): boolean {
  return usePlace(({ pathname }) => pathname === path || pathname.startsWith(`${path}/`))
}
