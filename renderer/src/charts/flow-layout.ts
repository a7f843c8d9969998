/**
 * Where the boxes of a shape flow stand. A step that only follows one other stands in the same box below it, so that a box holds
 * what happens in a row; dagre places the boxes and leads the arrows. From left to right where there is room, else downwards.
 */
import { Graph, layout } from '@dagrejs/dagre'
import { rowsOf, shapeWords, stepWords, type FlowStep } from '../../../preload/contract/flow.ts'
import type { Text } from '../../../preload/contract/text.ts'
import { textWidth } from '../../../preload/contract/text-width.ts'

export interface FlowLine { id: number; words: string; shape: string; seen: boolean }
export interface FlowBox { id: number; x: number; y: number; width: number; height: number; lines: FlowLine[]; end: boolean }
interface Point { x: number; y: number }
export interface FlowArrow { path: string }
export interface FlowPicture { width: number; height: number; boxes: FlowBox[]; arrows: FlowArrow[]; down: boolean }

export const lineHeight = 22
const size = 12
const gap = { box: 12, words: 18, side: 10 }
/** Signs such as × are wide in some faces. */
const widthOf = (text: string, px: number) => textWidth(text, px) + 0.3 * px * (text.match(/[×÷−]/g)?.length ?? 0)

function placed(steps: readonly FlowStep[], say: (text: Text) => string, down: boolean): FlowPicture {
  const graph = new Graph()
  graph.setGraph({ rankdir: down ? 'TB' : 'LR', nodesep: gap.box, ranksep: 26, edgesep: 10, marginx: 2, marginy: 2 })
  graph.setDefaultEdgeLabel(() => ({}))
  const rows = rowsOf(steps)
  const rowOf = new Map(rows.flatMap((row, at) => row.map(({ id }) => [id, at] as const)))
  const linesOf = rows.map((row) => row.map((step): FlowLine => ({ id: step.id, words: say(stepWords(step)), shape: shapeWords(step.shape), seen: step.seen })))
  linesOf.forEach((lines, at) => graph.setNode(String(at), { width: Math.max(...lines.map((line) => widthOf(line.words, size) + widthOf(line.shape, size - 1) + gap.words)) + 2 * gap.side, height: lines.length * lineHeight + 8 }))
  for (const row of rows) for (const { step } of row[0]!.from) graph.setEdge(String(rowOf.get(step)!), String(rowOf.get(row[0]!.id)!))
  layout(graph)
  const boxes = rows.map((row, at): FlowBox => {
    const { x, y, width, height } = graph.node(String(at)) as { x: number; y: number; width: number; height: number }
    return { id: at, x: x - width / 2, y: y - height / 2, width, height, lines: linesOf[at]!, end: row[0]!.kind === 'input' || row[0]!.kind === 'output' }
  })
  const ways = graph.edges().map((edge) => (graph.edge(edge) as { points: Point[] }).points)
  // dagre measures boxes only, and an arrow may go round them.
  const points = [...ways.flat(), ...boxes.flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }])]
  const [left, top] = [Math.min(...points.map(({ x }) => x)) - 2, Math.min(...points.map(({ y }) => y)) - 2]
  const move = <P extends Point>(point: P): P => ({ ...point, x: point.x - left, y: point.y - top })
  return {
    width: Math.max(...points.map(({ x }) => x)) - left + 2, height: Math.max(...points.map(({ y }) => y)) - top + 2,
    boxes: boxes.map(move), arrows: ways.map((way) => ({ path: rounded(way.map(move)) })), down,
  }
}

/** Straight through the first and last point, rounded at those between. */
function rounded(points: readonly Point[]): string {
  const at = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
  const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const [first, ...rest] = points
  const curves = rest.slice(0, -1).map((point, i) => `Q${at(point)} ${at(i === rest.length - 2 ? rest.at(-1)! : middle(point, rest[i + 1]!))}`)
  return `M${at(first!)}${curves.join('') || `L${at(rest.at(-1)!)}`}`
}

/** As large as it must be to be read; `room` is the width there is. */
export function layFlow(steps: readonly FlowStep[], say: (text: Text) => string, room: number): FlowPicture {
  const across = placed(steps, say, false)
  return across.width <= room ? across : placed(steps, say, true)
}
