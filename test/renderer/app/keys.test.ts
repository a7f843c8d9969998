/** Which key is which command, and where letters are only letters; what the palette finds. */
import { beforeAll, describe, expect, test, vi } from 'vitest'

class Fake { tagName: string; isContentEditable = false; dialog: boolean; constructor(tagName: string, dialog = false) { this.tagName = tagName; this.dialog = dialog } closest() { return this.dialog ? this : null } }
vi.stubGlobal('HTMLElement', Fake)

const { keyOf } = await import('../../../renderer/src/app/keys.ts')
const { find, entriesOf } = await import('../../../renderer/src/app/palette-entries.ts')
type Press = Parameters<typeof keyOf>[0]
const press = (key: string, more: Partial<Press> = {}): Press => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null, ...more })

describe('keys', () => {
  test('stages, theme, keys, and G with a place', () => {
    expect(keyOf(press('1'), '')).toEqual({ stage: 1 })
    expect(keyOf(press('6'), '')).toEqual({ stage: 6 })
    expect(keyOf(press('7'), '')).toBeNull()
    expect(keyOf(press('T'), '')).toEqual({ command: 'theme' })
    expect(keyOf(press('?', { shiftKey: true }), '')).toEqual({ command: 'keys' })
    expect(keyOf(press('d'), 'g')).toEqual({ command: 'go-datasets' })
    expect(keyOf(press('d'), '')).toBeNull()
    expect(keyOf(press('t'), 'g')).toBeNull()
  })

  test('with the command key', () => {
    expect(keyOf(press('n', { ctrlKey: true }), '')).toEqual({ command: 'new-comparison' })
    expect(keyOf(press('k', { ctrlKey: true, target: new Fake('INPUT') as unknown as EventTarget }), '')).toEqual({ command: 'palette' })
    for (const stray of [{ altKey: true }, { ctrlKey: true, shiftKey: true }, { ctrlKey: true, metaKey: true }]) expect(keyOf(press('n', stray), '')).toBeNull()
    expect(keyOf(press('t', { ctrlKey: true }), '')).toBeNull()
  })

  test('letters belong to fields and dialogs', () => {
    for (const target of [new Fake('INPUT'), new Fake('TEXTAREA'), new Fake('SELECT'), new Fake('BUTTON', true)]) expect(keyOf(press('t', { target: target as unknown as EventTarget }), '')).toBeNull()
    expect(keyOf(press('t', { target: new Fake('BUTTON') as unknown as EventTarget }), '')).toEqual({ command: 'theme' })
  })
})

describe('palette', () => {
  let entries: ReturnType<typeof entriesOf>
  beforeAll(() => {
    entries = entriesOf({ comparisons: [{ id: 'c1', name: { en: 'Digits', 'zh-CN': '手写数字' }, state: 'running' }] as never, catalogue: { mechanisms: [{ id: 'se', name: 'Squeeze' }] } as never, commands: [{ id: 'new', label: 'New comparison', command: 'new-comparison' }], say: (text) => (typeof text === 'string' ? text : text.en), comparisonWord: 'Comparisons', catalogueWord: 'Catalogue' })
  })
  test('all words must be there, in any case; a label that begins with the first comes first', () => {
    expect(find(entries, '').map((entry) => entry.id)).toEqual(['new', 'comparison-c1', 'mechanism-se'])
    expect(find(entries, 'compar').map((entry) => entry.id)).toEqual(['comparison-c1', 'new'])
    expect(find(entries, 'DIGITS comp')).toMatchObject([{ to: '/comparisons/c1/run' }])
    expect(find(entries, 'nothing such')).toEqual([])
  })
})
