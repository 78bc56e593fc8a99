import { crc32, deflateSync } from 'node:zlib'

/** The smallest PNG, one red pixel: something that can be uploaded. */
export function picture(): Blob {
  return new Blob([png(1, 1, new Uint8Array([0, 255, 0, 0]))], { type: 'image/png' })
}

/** A PNG of 8-bit RGB that claims to be so large, whatever it holds. */
export function png(width: number, height: number, scanlines: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(scanlines)),
      chunk('IEND', Buffer.of()),
    ]),
  )
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}
