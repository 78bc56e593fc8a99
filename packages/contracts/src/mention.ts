const ID_MAX = 9_223_372_036_854_775_807n

/** Ids of the people whom a message mentions by `<@id>`, outside of code and not escaped, at most so many. */
export function mentionedUserIds(content: string, max = 100): string[] {
  if (!content.includes('<@')) return []
  const text = content.replace(/```[\s\S]*?```|`[^`\n]+`/g, ' ')
  const ids = new Set<string>()
  for (const [, id] of text.matchAll(/(?<!\\)<@!?([1-9]\d{0,18})>/g)) if (id && BigInt(id) <= ID_MAX) ids.add(id)
  return [...ids].slice(0, max)
}
