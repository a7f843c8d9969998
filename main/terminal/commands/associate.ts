/** fovea associate: .fovea files open in this Fovea, or no longer. */
import { appRoot } from '../../entries.ts'
import { associate as set, dissociate, ownAssociation } from '../../system/file-association.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

export async function associate({ remove = false }: { remove?: boolean }, { output, say }: Context): Promise<number> {
  await (remove ? dissociate : set)(ownAssociation(appRoot))
  output.show({ associated: !remove }, () => say.associated(!remove))
  return exitCodes.ok
}
