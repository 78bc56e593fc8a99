const chip = 'rounded px-1 font-medium [box-decoration-break:clone]'

/** What names somebody or something in a message stands out like this. */
export const mentionClass = `${chip} bg-accent-soft text-link`

/** What names oneself, in the colour of what waits for one. */
export const ownMentionClass = `${chip} bg-badge text-on-badge`
