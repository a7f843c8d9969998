/** Many images at once: from what was dropped or chosen to an evaluation that answers them. */
import { ref, shallowRef } from 'vue'
import type { Router } from 'vue-router'
import type { InputOf } from '../../../preload/contract/procedures.ts'
import type { Dropped } from '../ui/dropped-files.ts'
import { handFiles } from '../ui/handed-files.ts'
import { call } from './rpc.ts'
import { largestFile, pathOfFolder, sendFiles, sendPieces, upload, type TellSent } from './sending.ts'

export const isZip = (name: string): boolean => /\.zip$/i.test(name)

/** What is being sent before an evaluation can begin, in bytes; null when nothing is. */
export const sending = shallowRef<{ name: string; done: number; total: number } | null>(null)
/** Files too large to be sent, of the evaluation begun last. */
export const leftOut = ref<string[]>([])

export const nameOf = ({ folder, files, items }: Dropped): string => folder ?? (items.length === 1 ? items[0]!.name : (files[0]?.file.name ?? ''))

type Source = InputOf<'evaluations.begin'>['source']

async function sourceOf(dropped: Dropped, tell: TellSent, signal: AbortSignal): Promise<Source> {
  const { folder, files, items } = dropped
  const path = pathOfFolder(dropped) ?? (items.length === 1 && files.length === 1 ? window.fovea?.pathOf(items[0]!) : null)
  if (path) return { from: 'path', path }
  const [first] = files
  if (files.length === 1 && first && isZip(first.file.name)) return { from: 'upload', uploadId: await upload((id) => sendPieces(first.file, id, tell, signal)), file: first.file.name }
  const small = files.filter(({ file }) => file.size <= largestFile)
  leftOut.value = files.filter((one) => !small.includes(one)).map((one) => one.path)
  // The folder's own name may be the class of what lies in it.
  const named = folder === null ? small : small.map(({ path: inside, file }) => ({ path: `${folder}/${inside}`, file }))
  return { from: 'upload', uploadId: await upload((id) => sendFiles(named, id, tell, signal)) }
}

/** Sends what must be sent and begins; gives the evaluation's id. Its page is /evaluations/ID. */
export async function beginEvaluation(dropped: Dropped, runIds: string[], signal: AbortSignal = new AbortController().signal): Promise<string> {
  const name = nameOf(dropped).slice(0, 200) || '–'
  leftOut.value = []
  try {
    const source = await sourceOf(dropped, (done, total) => { sending.value = { name, done, total } }, signal)
    return (await call('evaluations.begin', { name, runIds, source })).id
  } finally {
    sending.value = null
  }
}

/** Opens the page that sends the files and begins; without runs it asks first which models answer, beginning with those of the comparison `models`. */
export async function openEvaluation(router: Router, dropped: Dropped, query: { runs?: string; models?: string } = {}): Promise<void> {
  handFiles('evaluations', dropped)
  await router.push({ path: '/evaluations/new', query })
}
