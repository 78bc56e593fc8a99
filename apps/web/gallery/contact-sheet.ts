import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folder } from './camera.ts'

/** Writes the page that shows all pictures, those of one state side by side. */
export default async function writeContactSheet(): Promise<void> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png')).toSorted()
  const states = Map.groupBy(files, (file) => file.replace(/-\d+-\w+\.png$/, ''))
  const figures = [...states].map(
    ([state, pictures]) =>
      `<h2>${state}</h2><p>${pictures.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`).join(' ')}</p>`,
  )
  const style = 'body { font: 1rem system-ui; margin: 2rem } img { height: 320px; border: 1px solid #8888 }'
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>Parley’s pages</title><style>${style}</style>${figures.join('\n')}\n`,
  )
}
