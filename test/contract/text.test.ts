/** Arrays as text: Node and a browser, which has no Buffer, write and read the same. */
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

async function ways() {
  const node = await import('../../preload/contract/text.ts')
  vi.resetModules()
  vi.stubGlobal('Buffer', undefined)
  const browser = await import('../../preload/contract/text.ts')
  vi.unstubAllGlobals()
  return { node, browser }
}

test('what one packs the other unpacks', async () => {
  const { node, browser } = await ways()
  // Longer than one portion, from the middle of a larger buffer, every byte value.
  const bytes = Uint8Array.from({ length: 100_001 }, (_, i) => (i * 7) % 256).subarray(1)
  const floats = Float32Array.of(0, -1.5, Infinity, 3e-39)
  expect(browser.pack('u8', [100_000], bytes)).toEqual(node.pack('u8', [100_000], bytes))
  for (const [from, to] of [[node, browser], [browser, node]] as const) {
    expect(to.unpack(from.pack('u8', [100_000], bytes))).toEqual(new Uint8Array(bytes))
    expect(to.unpack(from.pack('f32', [2, 2], floats))).toEqual(floats)
    expect(() => to.unpack({ ...from.pack('u8', [4], bytes.subarray(0, 4)), shape: [5] })).toThrow(RangeError)
  }
})
