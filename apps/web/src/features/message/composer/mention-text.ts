/** Who and what can be named where one writes. */
export interface Nameable {
  people: readonly { id: string; username: string }[]
  channels: readonly { id: string; name: string }[]
}

const code = /(```[\s\S]*?```|`[^`\n]*`)/
const named = /(?<![\p{L}\p{N}_/])(?:@([a-z0-9._]{2,32})|#(?=\S))/giu
const stored = /<(@!?|#)([1-9]\d{0,18})>/g

/** Applies a change to everything but code. */
function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(code)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')
}

/** What is sent for what was written: `@ana` and `#general` become the ids of who and what they name. */
export function toStored(text: string, { people, channels }: Nameable): string {
  if (!/[@#]/.test(text)) return text
  const byName = new Map(people.map(({ id, username }) => [username, id]))
  const longestFirst = channels.toSorted((a, b) => b.name.length - a.name.length)
  return outsideCode(text, (part) => {
    let result = ''
    let end = 0
    for (const match of part.matchAll(named)) {
      const { index } = match
      if (index < end) continue
      const replaced = match[1] === undefined ? channelAt(part, index, longestFirst) : personAt(match[1], byName)
      if (!replaced) continue
      result += part.slice(end, index) + replaced.stored
      end = index + 1 + replaced.length
    }
    return result + part.slice(end)
  })
}

interface Replaced {
  stored: string
  /** Of the name, without the sign. */
  length: number
}

function personAt(typed: string, byName: ReadonlyMap<string, string>): Replaced | undefined {
  // A name may end with a dot, and so may a sentence.
  for (let name = typed.toLowerCase(); name !== ''; name = name.slice(0, -1)) {
    const id = byName.get(name)
    if (id !== undefined) return { stored: `<@${id}>`, length: name.length }
    if (!name.endsWith('.')) return undefined
  }
  return undefined
}

function channelAt(part: string, index: number, longestFirst: Nameable['channels']): Replaced | undefined {
  const channel = longestFirst.find(({ name }) => {
    const end = index + 1 + name.length
    return part.startsWith(name, index + 1) && !/[\p{L}\p{N}_-]/u.test(part[end] ?? '')
  })
  return channel && { stored: `<#${channel.id}>`, length: channel.name.length }
}

/** What one writes on for what was sent: ids become names again, as far as they are known. */
export function toWritten(text: string, { people, channels }: Nameable): string {
  return outsideCode(text, (part) =>
    part.replace(stored, (source, sign: string, id: string) => {
      if (sign === '#') {
        const channel = channels.find((candidate) => candidate.id === id)
        return channel ? `#${channel.name}` : source
      }
      const person = people.find((candidate) => candidate.id === id)
      return person ? `@${person.username}` : source
    }),
  )
}
