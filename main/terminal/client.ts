/** How a command reaches Fovea: the procedures of the contract, answered in this process. */
import type { Router } from '../ipc/router.ts'

export type Client = Router & { close(): Promise<void> }
