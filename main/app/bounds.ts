/** The window's size and place from one start to the next. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeWhole } from './whole-file.ts'

export const minimum = { width: 1024, height: 640 }
export const Bounds = z.object({ x: z.int().optional(), y: z.int().optional(), width: z.int().min(1), height: z.int().min(1), maximized: z.boolean().default(false), zoom: z.number().min(0.5).max(2).default(1) })
export type Bounds = z.infer<typeof Bounds>
interface Area { x: number; y: number; width: number; height: number }

const standard: Bounds = { width: 1360, height: 880, maximized: false, zoom: 1 }

/** Any damage to the file means the standard size, never a failed start. */
export function readBounds(file: string): Bounds {
  try { return Bounds.parse(JSON.parse(readFileSync(file, 'utf8'))) } catch { return standard }
}

export function writeBounds(file: string, bounds: Bounds): void {
  writeWhole(file, JSON.stringify(bounds))
}

/** Fits remembered bounds to the screens of today: a window on a screen that is gone comes back to the middle. */
export function fit(bounds: Bounds, screens: Area[]): Bounds {
  const { x, y } = bounds
  const screen = x === undefined || y === undefined ? undefined : screens.find((area) => x + 100 > area.x && x + 100 < area.x + area.width && y >= area.y && y + 50 < area.y + area.height)
  const largest = screen ?? screens[0]
  const size = {
    width: Math.max(minimum.width, Math.min(bounds.width, largest?.width ?? bounds.width)),
    height: Math.max(minimum.height, Math.min(bounds.height, largest?.height ?? bounds.height)),
    maximized: bounds.maximized,
    zoom: bounds.zoom,
  }
  return screen ? { x, y, ...size } : size
}
