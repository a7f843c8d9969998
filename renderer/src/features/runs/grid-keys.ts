/** Where a key leads in a table of cells; row -1 is the head. null for a key that is none of the table's. */
export interface Place { row: number; cell: number }
export interface Size { rows: number; cells: number; /** Rows of one page. */ page: number }

export function gridKey({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>, { row, cell }: Place, { rows, cells, page }: Size): Place | null {
  const far = ctrlKey || metaKey
  const last = { row: rows - 1, cell: cells - 1 }
  const to: Record<string, Place> = {
    ArrowDown: { row: far ? last.row : row + 1, cell }, ArrowUp: { row: far ? 0 : row - 1, cell }, ArrowRight: { row, cell: cell + 1 }, ArrowLeft: { row, cell: cell - 1 },
    PageDown: { row: row + page, cell }, PageUp: { row: Math.max(0, row - page), cell }, Home: { row: far ? 0 : row, cell: 0 }, End: { row: far ? last.row : row, cell: last.cell },
  }
  const place = to[key]
  return place ? { row: Math.min(last.row, Math.max(-1, place.row)), cell: Math.min(last.cell, Math.max(0, place.cell)) } : null
}
