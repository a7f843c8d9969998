/** datasets.*, uploads.*, tasks.*: images to learn from. */
import type { Parts } from '../parts.ts'
import type { CallHandlers, StreamHandlers } from '../router.ts'

type Calls = 'datasets.list' | 'datasets.prepare' | 'datasets.samples' | 'datasets.import' | 'datasets.remove' | 'datasets.restore' | 'uploads.begin' | 'uploads.file' | 'uploads.drop' | 'tasks.cancel'

export function datasetHandlers({ datasets, tasks }: Parts): CallHandlers<Calls> & StreamHandlers<'tasks.follow'> {
  return {
    'datasets.list': () => datasets.list(),
    'datasets.prepare': ({ path, ...reference }) => ({ taskId: tasks.start((hooks) => datasets.prepare(reference, { ...hooks, path })) }),
    'datasets.samples': ({ key, ...wanted }) => datasets.samples(key, wanted),
    'datasets.import': ({ source, ...options }) => ({
      taskId: tasks.start((hooks) => (source.from === 'path' ? datasets.importFolder(source.path, options, hooks) : datasets.importUpload(source.uploadId, options, hooks))),
    }),
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
