/** Messages that carry procedures over a MessagePort (desktop) or a WebSocket (`fovea serve`); both carry the same JSON-like values. */
import { z } from 'zod'
import { Problem } from './errors.ts'

export const Request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.int(), name: z.string(), input: z.unknown() }),
  /** Ends a stream. */
  z.object({ type: z.literal('end'), id: z.int() }),
])
export type Request = z.infer<typeof Request>

/** A call gets one `answer`; a stream gets an `answer` with ok (opened) or an error, then `item`s, then `end`. */
export const Reply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id: z.int(), envelope: z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: Problem })]) }),
  z.object({ type: z.literal('item'), id: z.int(), value: z.unknown() }),
  z.object({ type: z.literal('end'), id: z.int(), error: Problem.optional() }),
])
export type Reply = z.infer<typeof Reply>

/** Commands of the desktop's menu; the window answers them. */
export const menuCommands = ['new-comparison', 'open-bundle', 'import-images', 'export-report', 'settings', 'palette', 'theme', 'go-start', 'go-images', 'go-runs', 'go-datasets', 'go-catalogue', 'keys'] as const
export type MenuCommand = (typeof menuCommands)[number]

/** What the preload script puts on `window.fovea` in the desktop; in a browser it is missing and the WebSocket is used. */
export interface DesktopBridge {
  /** Opens the port to main; messages are Request / Reply. */
  connect(onReply: (reply: Reply) => void): { send(request: Request): void }
  /** The path of a dropped file, which only the desktop knows. */
  pathOf(file: File): string
  /** The menu's commands reach the window here. */
  onCommand(listener: (command: MenuCommand) => void): void
  /** Files that the system gave to Fovea: opened by a double click, or named when it was started. */
  onOpen(listener: (path: string) => void): void
  /** A page to show: a comparison chosen in the menu or in a notification. */
  onGo(listener: (address: string) => void): void
  platform: string
}
