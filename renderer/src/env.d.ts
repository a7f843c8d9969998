/** What the desktop's preload script adds to the window; missing in a browser. */
import type { DesktopBridge } from '../../preload/contract/transport.ts'

declare global {
  interface Window {
    fovea?: DesktopBridge
  }
}
