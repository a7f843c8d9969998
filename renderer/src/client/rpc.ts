/** The one line of this window to main. */
import { config } from 'zod'
import { createClient } from './client.ts'
import { connect } from './connection.ts'

/** The content policy forbids eval; without this zod tries it once and the console shows a violation. */
config({ jitless: true })

export const { call, follow, connected } = createClient(connect)
