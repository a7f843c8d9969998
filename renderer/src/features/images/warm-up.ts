/** Lets the models and the reader of images get ready while someone still chooses an image, so that the first answer comes as soon as later ones. */
import type { Captions } from '../../../../preload/contract/dataset.ts'
import { ask } from './use-asking.ts'
import { captionText } from './caption.ts'

/** A PNG of one black pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=='

/** What is answered is thrown away; a failure says nothing that the first real question will not say. */
export function warmUp(runIds: string[], captions: Captions | null): void {
  if (!runIds.length) return
  const input = { from: 'file' as const, name: 'dot.png', bytes: dot, ...(captions ? { caption: captionText([1], captions) } : {}) }
  ask(runIds, [input], { method: 'attention', steps: {} }).catch(() => {})
}
