/** datasets.*, uploads.*, tasks.*: images to learn from. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers, Caller, StreamHandlers } from '../router.ts'

type Calls = 'datasets.list' | 'datasets.prepare' | 'datasets.samples' | 'datasets.import' | 'datasets.remove' | 'datasets.restore' | 'uploads.begin' | 'uploads.file' | 'uploads.drop' | 'tasks.cancel'

/** A page in a browser shows what it is served; it has no business with this computer's folders. */
function allowPath(path: string | undefined, caller: Caller): string | undefined {
  if (path !== undefined && caller === 'browser') throw new FoveaError('forbidden', 'dataset.path-from-browser', { path })
  return path
}

export function datasetHandlers({ datasets, tasks }: Parts): CallHandlers<Calls> & StreamHandlers<'tasks.follow'> {
  return {
    'datasets.list': () => datasets.list(),
    'datasets.prepare': ({ path: named, ...reference }, caller) => {
      const path = allowPath(named, caller)
      return { taskId: tasks.start((hooks) => datasets.prepare(reference, { ...hooks, path })) }
    },
    'datasets.samples': ({ key, ...wanted }) => datasets.samples(key, wanted),
    'datasets.import': ({ source, ...options }, caller) => {
      if (source.from === 'path') allowPath(source.path, caller)
      return { taskId: tasks.start((hooks) => (source.from === 'path' ? datasets.importFolder(source.path, options, hooks) : datasets.importUpload(source.uploadId, options, hooks))) }
    },
    'datasets.remove': ({ key }) => {
      datasets.remove(key)
      return {}
    },
    'datasets.restore': ({ key }) => {
      datasets.restore(key)
      return {}
    },
    'uploads.begin': () => ({ uploadId: datasets.uploads.begin() }),
    'uploads.file': ({ uploadId, path, bytes }) => {
      datasets.uploads.file(uploadId, path, Buffer.from(bytes, 'base64'))
      return {}
    },
    'uploads.drop': ({ uploadId }) => {
      datasets.uploads.drop(uploadId)
      return {}
    },
    'tasks.cancel': ({ taskId }) => {
      tasks.cancel(taskId)
      return {}
    },
    'tasks.follow': ({ taskId }, push, signal) => tasks.follow(taskId, push, signal),
  }
}
