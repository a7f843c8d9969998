/** Who listens to what happens, by key. */
export interface Topic<T> {
  publish(key: string, value: T): void
  /** Gives back the way to stop listening. */
  subscribe(key: string, listener: (value: T) => void): () => void
}

export function createTopic<T>(): Topic<T> {
  const listeners = new Map<string, Set<(value: T) => void>>()
  return {
    publish(key, value) {
      for (const listener of listeners.get(key) ?? []) listener(value)
    },
    subscribe(key, listener) {
      const set = listeners.get(key) ?? new Set()
      listeners.set(key, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0 && listeners.get(key) === set) listeners.delete(key)
      }
    },
  }
}
