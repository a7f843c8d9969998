/** Exit codes of every command, for scripts. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong; the message says what. */
  failed: 1,
  /** The command line or the plan is wrong; nothing was begun. */
  usage: 2,
  /** The comparison ended, but a run of it failed, such as by a loss that became infinite. */
  runFailed: 3,
  /** Ctrl-C. Runs were stopped and their checkpoints kept. */
  interrupted: 130,
} as const
