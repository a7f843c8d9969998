/** Which ZIP files of a user are read, and in which words others are refused. */
import type { ZipRules } from '../files/zip-read.ts'

export const zipRules: ZipRules = {
  // ZIP without its 64-bit extension ends here.
  largest: 4 * 1024 ** 3 - 64 * 1024 ** 2,
  mostEntries: 0xffff - 1,
  foreign: true,
  codes: {
    'not-zip': 'evaluations.not-zip', truncated: 'evaluations.zip-truncated', checksum: 'evaluations.zip-checksum', 'unsafe-path': 'evaluations.zip-unsafe', link: 'evaluations.zip-link',
    packing: 'evaluations.zip-packing', twice: 'evaluations.zip-twice', 'too-many': 'evaluations.zip-too-many', 'too-large': 'evaluations.zip-too-large', bomb: 'evaluations.zip-bomb',
  },
}
