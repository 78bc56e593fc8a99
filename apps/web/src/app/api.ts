import { createApi } from '@parley/client/api'

/** The app's REST client: the page's own origin, the session cookie. */
export const api = createApi()
