/** How a command reaches Fovea: the procedures of the contract, answered in this process. */
import type { Problem } from '../../preload/contract/errors.ts'
import type { Router } from '../ipc/router.ts'

export type Client = Router & { notices(): Promise<Problem[]>; close(): Promise<void> }
