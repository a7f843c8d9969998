/** Opens a .fovea file of another Fovea, dropped, chosen, or given to the desktop, and shows its comparison. */
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { describeProblem, problemOf } from '../../../preload/contract/errors.ts'
import type { InputOf } from '../../../preload/contract/procedures.ts'
import { call } from '../client/index.ts'
import { language } from '../i18n/index.ts'
import { base64Of } from '../ui/base64.ts'
import { dismiss, notify } from '../ui/notices.ts'

/** As base64 a piece must fit into one message. */
const piece = 32 * 2 ** 20

export const isBundle = (file: { name: string }): boolean => /\.fovea$/i.test(file.name)

type Source = InputOf<'bundles.open'>['source']

/** The desktop knows where a file lies; a browser sends it. Names of the pieces sort in their order. */
export async function sourceOf(file: File): Promise<Source> {
  const path = window.fovea?.pathOf(file)
  if (path) return { from: 'path', path }
  const { uploadId } = await call('uploads.begin')
  try {
    for (let from = 0; from === 0 || from < file.size; from += piece) await call('uploads.file', { uploadId, path: String(from / piece).padStart(6, '0'), bytes: await base64Of(file.slice(from, from + piece)) })
  } catch (error) {
    void call('uploads.drop', { uploadId }).catch(() => {})
    throw error
  }
  return { from: 'upload', uploadId, name: file.name }
}

/** Gives the way to open a file, or a path that the desktop was started with. */
export function useBundles(): (file: File | string) => Promise<void> {
  const { t } = useI18n()
  const router = useRouter()
  return async (file) => {
    const name = typeof file === 'string' ? file.split(/[\\/]/).at(-1)! : file.name
    const notice = notify(t('app.bundle.opening', { name }))
    try {
      const { comparisonId, known, weights, remarks } = await call('bundles.open', { source: typeof file === 'string' ? { from: 'path', path: file } : await sourceOf(file) })
      await router.push(`/comparisons/${comparisonId}/result`)
      const came = !known ? 'opened' : weights && remarks ? 'both' : weights ? 'weights' : remarks ? 'remarks' : 'known'
      notify(t(`app.bundle.${came}`, { name }))
    } catch (error) {
      const { message, hint } = describeProblem(problemOf(error), language.value)
      notify(`${name}: ${message} ${hint}`)
    }
    dismiss(notice)
  }
}
