/** Sources keep query, key and value in one matrix; ours keeps them apart. */
import type { Named } from './adapter.ts'

/**
 * Where `ours` is a query, key or value projection: that third of what `rename` calls the projection named 'qkv'. Columns are
 * [q | k | v], or with `blocks` heads first and [q | k | v] inside each.
 */
export function fused(ours: string, rename: (ours: string) => string, blocks = 1): Named {
  const place = ['query', 'key', 'value'].findIndex((part) => new RegExp(`(^|/)${part}/`).test(ours))
  const named = rename(ours.replace(/(^|\/)(query|key|value)\//, '$1qkv/'))
  return place < 0 ? named : [named, place, 3, blocks]
}

/** The same for key and value in one matrix 'kv', with a query of its own. */
export function fusedKeyValue(ours: string, rename: (ours: string) => string): Named {
  const place = ['key', 'value'].findIndex((part) => new RegExp(`(^|/)${part}/`).test(ours))
  const named = rename(ours.replace(/(^|\/)(key|value)\//, '$1kv/'))
  return place < 0 ? named : [named, place, 2]
}
