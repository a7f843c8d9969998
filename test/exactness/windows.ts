/** timm's attention of windows, (B · windows, heads, w², w²), over the whole map as ours is handed out: (B, heads, N, N). */
import type { Stored } from '../../main/engine/training/safetensors.ts'

/** For a map of whole windows, which `shift` has rolled towards the start. */
export function overWholeMap({ shape, values }: Stored, { height, width, window, shift }: { height: number; width: number; window: number; shift: number }): Stored {
  const [all, heads, area] = shape as [number, number, number, number]
  const across = width / window
  const windows = (height / window) * across
  const places = height * width
  const batch = all / windows
  const out = new Float32Array(batch * heads * places * places)
  const place = (index: number, slot: number) => {
    const y = Math.floor(index / across) * window + Math.floor(slot / window)
    const x = (index % across) * window + (slot % window)
    return ((y + shift) % height) * width + ((x + shift) % width)
  }
  for (let b = 0; b < batch; b++)
    for (let w = 0; w < windows; w++)
      for (let h = 0; h < heads; h++)
        for (let q = 0; q < area; q++)
          for (let k = 0; k < area; k++)
            out[((b * heads + h) * places + place(w, q)) * places + place(w, k)] = (values as Float32Array)[(((b * windows + w) * heads + h) * area + q) * area + k]!
  return { shape: [batch, heads, places, places], values: out }
}
