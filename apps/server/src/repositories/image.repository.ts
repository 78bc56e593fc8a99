import { prisma } from '../config/database.ts'
import type { ServerRow } from './server.repository.ts'
import { forgetAuthor, type UserRow } from './user.repository.ts'

interface NewImage {
  id: string
  /** Where people find it. */
  url: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Puts a picture in the place of a user's avatar, or nothing. The one before is deleted. */
export async function replaceAvatar(userId: string, image: NewImage | null): Promise<UserRow> {
  const owner = { userId: BigInt(userId) }
  const user = await prisma.$transaction(async (transaction) => {
    // The user first: two pictures at once queue at its lock, and the later one stays.
    const updated = await transaction.user.update({
      where: { id: owner.userId },
      data: { avatarUrl: image?.url ?? null },
    })
    await transaction.image.deleteMany({ where: owner })
    if (image) await transaction.image.create({ data: { id: image.id, bytes: image.bytes, ...owner } })
    return updated
  })
  forgetAuthor(userId)
  return user
}

/** Puts a picture in the place of a server's icon, or nothing. The one before is deleted. */
export function replaceServerIcon(serverId: string, image: NewImage | null): Promise<ServerRow> {
  const owner = { serverId: BigInt(serverId) }
  return prisma.$transaction(async (transaction) => {
    const updated = await transaction.server.update({
      where: { id: owner.serverId },
      data: { iconUrl: image?.url ?? null },
    })
    await transaction.image.deleteMany({ where: owner })
    if (image) await transaction.image.create({ data: { id: image.id, bytes: image.bytes, ...owner } })
    return updated
  })
}

/** The bytes of a picture, if it is in use. */
export async function findImage(id: string): Promise<Uint8Array | undefined> {
  const image = await prisma.image.findUnique({ where: { id }, select: { bytes: true } })
  return image?.bytes
}
