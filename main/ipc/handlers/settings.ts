/** settings.*: how the window looks and speaks. */
import { Settings } from '../../../preload/contract/system.ts'
import type { Store } from '../../store/interface.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

/** What an earlier version kept and this one does not know falls back to the usual. */
export const readSettings = async (store: Store): Promise<Settings> => Settings.catch(Settings.parse({})).parse((await store.getSetting('window')) ?? {})

export const settingsHandlers = ({ store, settingsChanged }: Parts): CallHandlers<'settings.get' | 'settings.set'> => ({
  'settings.get': () => readSettings(store),
  'settings.set': async (change) => {
    const settings = { ...(await readSettings(store)), ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
    await store.setSetting('window', settings)
    settingsChanged()
    return settings
  },
})
