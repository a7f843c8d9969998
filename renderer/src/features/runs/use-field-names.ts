/** What a column, and so a field to group by, is called in the window. */
import { useI18n } from 'vue-i18n'
import { catalogue } from '../../client/index.ts'
import { say } from '../../i18n/index.ts'
import type { Column } from './columns.ts'
import { settingName } from './setting-name.ts'

export function useFieldNames(): { fieldName(column: Column): string; settingWords(path: string): string } {
  const { t } = useI18n()
  const settingWords = (path: string) => settingName(path, { t: (key, values) => t(key, values ?? {}), say, catalogue: catalogue.value })
  return {
    settingWords,
    fieldName: ({ id, path, group }) => (path === undefined ? t(`runs.columns.${id}`) : group === 'environment' ? t(`runs.environmentFields.${path}`) : settingWords(path)),
  }
}
