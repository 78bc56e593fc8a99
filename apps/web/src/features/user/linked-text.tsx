import { Fragment } from 'react'
import { splitLinks } from './split-links.ts'

const link = 'text-link underline decoration-1 underline-offset-2 hover:decoration-2'

/** Plain text whose web addresses lead there. */
export function LinkedText({ children }: { children: string }) {
  return splitLinks(children).map(({ text, href }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn anew as a whole
    <Fragment key={index}>
      {href ? (
        <a href={href} target="_blank" rel="noreferrer noopener" className={link}>
          {text}
        </a>
      ) : (
        text
      )}
    </Fragment>
  ))
}
