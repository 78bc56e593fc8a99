/** Discord's channel types. On its own, so that a client that needs the numbers is not sent the schemas. */
export const channelType = { text: 0, dm: 1, voice: 2, groupDm: 3, category: 4 } as const
