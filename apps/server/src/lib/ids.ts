import { SnowflakeGenerator } from './snowflake.ts'

/** Makes every id of this instance. Set by {@link setUpIds}. */
export let ids: SnowflakeGenerator

/** @param worker this instance's worker number */
export function setUpIds(worker: number): SnowflakeGenerator {
  ids = new SnowflakeGenerator(worker)
  return ids
}

/** A new id, as the decimal string that everything above the repositories uses. */
export function newId(): string {
  return String(ids.next())
}
