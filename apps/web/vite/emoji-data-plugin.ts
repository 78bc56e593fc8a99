import { readFile } from 'node:fs/promises'
import type { EmojiData } from 'frimousse'
import type { Plugin } from 'vite'

const name = 'virtual:emoji/'

/** Newer emoji than this are boxes on many a system. */
const newestVersion = 15
/** Skin tones and hair are parts of other emoji. */
const componentGroup = 2

interface Emojibase {
  emoji: string
  hexcode: string
  label: string
  tags?: string[]
  group?: number
  order?: number
  version: number
  skins?: { emoji: string; tone?: number | number[] }[]
}

interface EmojibaseMessages {
  groups: { message: string; order: number }[]
  skinTones: { key: string; message: string }[]
}

const folder = import.meta.resolve('emojibase-data/package.json')

async function read<Data>(file: string): Promise<Data> {
  return JSON.parse(await readFile(new URL(`${file}.json`, folder), 'utf8')) as Data
}

function skinsOf(skins: Emojibase['skins']): Pick<EmojiData['emojis'][number], 'skins'> {
  const [light, mediumLight, medium, mediumDark, dark] = [1, 2, 3, 4, 5].map(
    (tone) => skins?.find((skin) => skin.tone === tone)?.emoji,
  )
  if (!light || !mediumLight || !medium || !mediumDark || !dark) return {}
  return { skins: { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark } }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

async function emojiData(locale: string): Promise<EmojiData> {
  const [emojis, messages, ...shortcodes] = await Promise.all([
    read<Emojibase[]>(`${locale}/data`),
    read<EmojibaseMessages>(`${locale}/messages`),
    read<Record<string, string | string[]>>('en/shortcodes/iamcal'),
    read<Record<string, string | string[]>>('en/shortcodes/emojibase'),
  ])
  return {
    locale,
    emojis: emojis
      .filter(({ group, version }) => group !== undefined && group !== componentGroup && version <= newestVersion)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(({ emoji, hexcode, label, tags = [], group = 0, version, skins }) => ({
        emoji,
        category: group,
        label,
        version,
        tags,
        aliases: [...new Set(shortcodes.flatMap((codes) => codes[hexcode] ?? []))],
        ...skinsOf(skins),
      })),
    categories: messages.groups
      .filter(({ order }) => order !== componentGroup)
      .map(({ message, order }) => ({ index: order, label: capitalised(message) })),
    skinTones: Object.fromEntries(
      messages.skinTones.map(({ key, message }) => [key, message]),
    ) as EmojiData['skinTones'],
  }
}

/** Makes `virtual:emoji/<locale>` of emojibase's data: what the picker and the completion need, and no more. */
export function emojiDataPlugin(): Plugin {
  return {
    name: 'emoji-data',
    resolveId: (id) => (id.startsWith(name) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${name}`)) return undefined
      const json = JSON.stringify(await emojiData(id.slice(name.length + 1)))
      return `export default JSON.parse(${JSON.stringify(json)})`
    },
  }
}
