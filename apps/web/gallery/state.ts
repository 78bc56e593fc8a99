import type { Page } from '@playwright/test'
import type { App } from '../e2e/support/app.ts'
import type { Community } from '../e2e/support/community.ts'
import type { Person } from '../e2e/support/person.ts'

/** What a state is made from. */
export interface Scene {
  /** The browser that is photographed. Mira of the community is signed in to it, unless the state says otherwise. */
  page: Page
  app: App
  community: Community
  /** Signs somebody new up in that browser. */
  signUp(): Promise<Person>
  /** Signs somebody new up in a browser of their own. */
  newPerson(displayName: string): Promise<Person>
}

/** A page or one of its states, in the order in which one gets there. */
export interface State {
  /** Only at one of the two sizes. */
  only?: 'desktop' | 'phone'
  /** Nobody is signed in. */
  signedOut?: true
  /** What is chosen in the appearance settings, by the names it is stored under. */
  appearance?: { locale?: 'es'; density?: 'compact'; contrast?: 'more' }
  /** What happens before the page is opened. */
  before?(scene: Scene): Promise<unknown>
  /** Its address; without one, `before` has opened it. */
  at?: string | ((community: Community) => string)
  /** The picture shows it loading. */
  loading?: true
  /** What is done on the page, up to what shows that the state is there. */
  act?(scene: Scene): Promise<unknown>
}

/** States by the names of their pictures. */
export type States = Record<string, State>
