/** What names somebody or something in a message stands out like this. */
export const mentionClass = 'rounded bg-accent-soft px-1 font-medium text-link [box-decoration-break:clone]'
