/** What pictures can be uploaded as. The app goes by the bytes: the type only says that a picture is meant. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const
