/** Charts are drawn one after another, as many as fit into a part of a frame, so that many of them never hold up the page. */

const waiting = new Set<() => void>()
let asked = false
const budget = 8

function drawSome(): void {
  asked = false
  const start = performance.now()
  for (const draw of waiting) {
    waiting.delete(draw)
    draw()
    if (performance.now() - start > budget) break
  }
  if (waiting.size) ask()
}

function ask(): void {
  if (asked) return
  asked = true
  requestAnimationFrame(drawSome)
}

/** The same function asked for twice is called once. */
export function drawSoon(draw: () => void): void {
  waiting.add(draw)
  ask()
}
export const drawNever = (draw: () => void): void => { waiting.delete(draw) }
