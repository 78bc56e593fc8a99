/** What a message is made of, from the outside in. */
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { type: 'subtext'; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | List
  | { type: 'code-block'; language: string; content: string }

export interface List {
  type: 'list'
  ordered: boolean
  start: number
  items: ListItem[]
}

export interface ListItem {
  children: Inline[]
  lists: List[]
}

export type Inline =
  | { type: 'text'; content: string }
  | { type: 'code'; content: string }
  | { type: Emphasis; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'mention'; of: 'user' | 'channel'; id: string; source: string }
  | { type: 'mention-all'; content: string }
  | { type: 'timestamp'; seconds: number; style: string }

export type Emphasis = 'strong' | 'italic' | 'underline' | 'strike' | 'spoiler'
