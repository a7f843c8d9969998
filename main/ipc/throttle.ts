/** Tells a listener the newest state, at once and then at most every so often, until `signal` aborts. */
export async function keepTelling(
  { every, subscribe, tell, signal }: { every: number; subscribe(changed: () => void): () => void; tell(): void | Promise<void>; signal: AbortSignal },
): Promise<void> {
  let timer: NodeJS.Timeout | null = null
  let telling = false
  let changed = false
  let fail: (error: unknown) => void = () => {}
  const failed = new Promise<never>((_, reject) => { fail = reject })

  async function now(): Promise<void> {
    telling = true
    changed = false
    await tell()
    telling = false
    if (!signal.aborted) timer = setTimeout(() => {
      timer = null
      if (changed) now().catch(fail)
    }, every)
  }
  const unsubscribe = subscribe(() => {
    changed = true
    if (!timer && !telling) now().catch(fail)
  })
  try {
    await now()
    const gone = new Promise<void>((resolve) => { if (signal.aborted) resolve(); else signal.addEventListener('abort', () => resolve(), { once: true }) })
    await Promise.race([gone, failed])
  } finally {
    unsubscribe()
    if (timer) clearTimeout(timer)
  }
}
