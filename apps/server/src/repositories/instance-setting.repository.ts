import { prisma } from '../config/database.ts'

/** A value all instances share: what is stored, or `fresh` if nothing is. */
export async function readOrCreateSetting(key: string, fresh: string): Promise<string> {
  await prisma.instanceSetting.createMany({ data: [{ key, value: fresh }], skipDuplicates: true })
  const { value } = await prisma.instanceSetting.findUniqueOrThrow({ where: { key } })
  return value
}
