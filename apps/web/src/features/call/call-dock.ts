import { create } from 'zustand'

const useDock = create<{ dock: HTMLElement | null }>(() => ({ dock: null }))

/** Takes an element at the foot of a list, where the call one is in moves nothing. */
export const setCallDock = (dock: HTMLElement | null) => useDock.setState({ dock })

/** Where the call one is in is shown, if the page has a place for it. */
export const useCallDock = () => useDock(({ dock }) => dock)
