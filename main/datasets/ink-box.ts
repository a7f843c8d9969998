/** The smallest box around what is drawn on a patch, for where the object of an image stands. */

/** [top, left, height, width] on the image, of a patch (height, width) whose corner lies at `top`, `left`. An empty patch has none: all 0. */
export function inkBox(patch: Uint8Array, width: number, top = 0, left = 0): [number, number, number, number] {
  const drawn = [...patch.keys()].filter((i) => patch[i]! > 0)
  if (!drawn.length) return [0, 0, 0, 0]
  const rows = drawn.map((i) => Math.floor(i / width))
  const columns = drawn.map((i) => i % width)
  const [firstRow, firstColumn] = [Math.min(...rows), Math.min(...columns)]
  return [top + firstRow, left + firstColumn, Math.max(...rows) - firstRow + 1, Math.max(...columns) - firstColumn + 1]
}
