import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'
import type { Faithfulness } from '../../../preload/contract/measure.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { cellOf } from '../../../renderer/src/features/runs/cells.ts'
import { columnOf, columns, firstColumns, type Names } from '../../../renderer/src/features/runs/columns.ts'
import { csvOf } from '../../../renderer/src/features/runs/csv.ts'
import { differencesOf } from '../../../renderer/src/features/runs/differences.ts'
import { counted, filtersOf, matcher, noFilters, queryOf, type Filters } from '../../../renderer/src/features/runs/filters.ts'
import { gridKey } from '../../../renderer/src/features/runs/grid-keys.ts'
import { lineageOf } from '../../../renderer/src/features/runs/lineage.ts'
import { linesOf, sortedRuns, type Grouping } from '../../../renderer/src/features/runs/rows.ts'
import { differingPaths, settingAt } from '../../../renderer/src/features/runs/settings.ts'
import { settingName } from '../../../renderer/src/features/runs/setting-name.ts'
import { messages } from '../../../renderer/src/i18n/messages.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import { changedTags } from '../../../renderer/src/features/runs/tags.ts'

const run = (id: string, name: string, seed: number, testAccuracy: number | null, rest: Partial<RunRecord> = {}) => ({
  id, comparisonId: 'c', variantId: name, testLoss: null, seconds: null, imagesPerSecond: null, startedAt: null, createdAt: 1, cost: null, environment: null, state: testAccuracy === null ? 'failed' : 'finished', seed, testAccuracy,
  config: { variant: { id: name, name, model: 'small-cnn', with: {}, insert: [{ mechanism: 'se', at: 'stage3', with: {} }] }, dataset: { id: 'digits', with: {} }, training: { epochs: 4 }, seed },
  tags: [], note: '', archivedAt: null, parentId: null, measures: { latency: null, faithfulness: null }, ...rest,
}) as unknown as RunRecord
const names: Names = { language: 'en', comparison: (id) => (id === 'c' ? '手写数字 digits' : id) }
const column = (id: string) => columnOf(id)!
const grouping = (by: string[], together: boolean): Grouping => ({ by: by.map(column), together })
const order = (id: string, descending = false) => ({ column: column(id), descending })
const byAccuracy = order('accuracy', true)

describe('filters of the table of runs', () => {
  const runs = [run('a', 'SE', 3, 0.5, { tags: ['baseline', 'paper'] }), run('b', 'Plain CNN', 1, null, { note: 'diverged at once' }), run('c', 'CBAM', 3, 0.7, { archivedAt: 5 })]
  const found = (change: Partial<Filters>) => runs.filter(matcher({ ...noFilters(), archived: true, ...change }, names)).map(({ id }) => id)
  it('find words anywhere, in tags and notes too, and a seed by its number', () => {
    expect(found({ words: 'cbam seed 3' })).toEqual(['c'])
    expect(found({ words: '手写 种子 1' })).toEqual(['b'])
    expect(found({ words: 'cbam, seed 9' })).toEqual([])
    expect(found({ words: 'paper' })).toEqual(['a'])
    expect(found({ words: 'diverged' })).toEqual(['b'])
  })
  it('widen with states and narrow with tags; what is archived is hidden until asked for', () => {
    expect(found({ states: ['failed'] })).toEqual(['b'])
    expect(found({ states: ['failed', 'finished'] })).toEqual(['a', 'b', 'c'])
    expect(found({ tags: ['paper'] })).toEqual(['a'])
    expect(found({ tags: ['paper', 'other'] })).toEqual([])
    expect(found({ datasets: ['cifar10'] })).toEqual([])
    expect(found({ archived: false })).toEqual(['a', 'b'])
  })
  it('stand in the address and come back from it; what is no state is ignored', () => {
    const filters: Filters = { words: 'se 3', states: ['failed'], datasets: ['digits'], tags: ['a', 'b'], archived: true }
    expect(filtersOf(queryOf(filters))).toEqual(filters)
    expect(queryOf(noFilters())).toEqual({})
    expect(filtersOf({ state: ['molten', 'failed'], tag: 'x' })).toEqual({ ...noFilters(), states: ['failed'], tags: ['x'] })
  })
  it('are counted, the most frequent first', () => {
    expect(counted(runs, ({ state }) => [state])).toEqual([{ value: 'finished', runs: 2 }, { value: 'failed', runs: 1 }])
  })
})

describe('lines of the table of runs', () => {
  it('put what has no value last in both directions', () => {
    const runs = [run('a', 'SE', 3, 0.5), run('b', 'Plain', 1, null), run('c', 'CBAM', 3, 0.7)]
    expect(sortedRuns(runs, order('accuracy', true), names).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect(sortedRuns(runs, order('accuracy'), names).map(({ id }) => id)).toEqual(['a', 'c', 'b'])
  })
  it('sort numbers of a setting as numbers', () => {
    const runs = [100, 20, 3].map((epochs) => run(`e${epochs}`, `e${epochs}`, 1, 0.5, { config: { ...run('', '', 1, 1).config, training: { epochs } } as never }))
    expect(sortedRuns(runs, order('setting:training.epochs'), names).map(({ id }) => id)).toEqual(['e3', 'e20', 'e100'])
  })

  const five = [run('a', 'SE', 1, 0.5), run('b', 'SE', 2, 0.6), run('c', 'SE', 3, 0.7), run('d', 'Plain CNN', 1, 0.4), run('e', 'Plain CNN', 2, null)]
  it('take the seeds of a model together: mean, interval, a state only if they share it; open, their runs stand below', () => {
    const closed = linesOf(five, grouping([], true), byAccuracy, new Set(), names)
    expect(closed.map(({ kind, runs }) => [kind, runs.length])).toEqual([['model', 3], ['model', 2]])
    const [se, plain] = closed
    // scipy.stats.t.interval(0.95, 2, 0.6, 0.1 / sqrt(3)): 0.3516 to 0.8484
    expect(cellOf(se!, column('accuracy'), names)).toEqual({ text: '60.0', half: '24.8', mixed: false })
    expect(cellOf(plain!, column('accuracy'), names)).toEqual({ text: '40.0', half: '', mixed: false })
    expect(cellOf(se!, column('state'), names).text).toBe('finished')
    expect(cellOf(plain!, column('state'), names)).toEqual({ text: '', half: '', mixed: true })
    expect(linesOf(five, grouping([], true), byAccuracy, new Set([se!.id]), names).map(({ kind, level }) => [kind, level])).toEqual([['model', 1], ['run', 2], ['run', 2], ['run', 2], ['model', 1]])
  })
  it('group by any setting; a group of several models has a mean and no interval', () => {
    const two = [...five, run('f', 'SE', 1, 0.9, { config: { ...five[0]!.config, training: { epochs: 8 } } as never, comparisonId: 'other' })]
    const lines = linesOf(two, grouping(['setting:training.epochs'], true), byAccuracy, new Set(), names)
    expect(lines.map(({ shared, runs, models }) => [shared, runs.length, models])).toEqual([[[8], 1, 1], [[4], 5, 2]])
    expect(cellOf(lines[1]!, column('accuracy'), names)).toEqual({ text: '55.0', half: '', mixed: false })
    const open = linesOf(two, grouping(['setting:training.epochs'], true), byAccuracy, new Set([lines[1]!.id]), names)
    expect(open.map(({ kind, level }) => [kind, level])).toEqual([['group', 1], ['group', 1], ['model', 2], ['model', 2]])
    const whole = linesOf(two, grouping(['setting:training.epochs'], true), byAccuracy, new Set(open.map(({ id }) => id)), names)
    expect(whole.map(({ level }) => level)).toEqual([1, 2, 1, 2, 3, 3, 3, 2, 3, 3])
    expect(linesOf(two, grouping(['setting:training.epochs'], false), byAccuracy, new Set([lines[1]!.id]), names).map(({ kind }) => kind)).toEqual(['group', 'group', 'run', 'run', 'run', 'run', 'run'])
  })
  it('group by several fields at once', () => {
    expect(linesOf(five, grouping(['model', 'seed'], true), order('model'), new Set(), names).map(({ shared }) => shared)).toEqual([['Plain CNN', 1], ['Plain CNN', 2], ['SE', 1], ['SE', 2], ['SE', 3]])
  })
  it('read a setting where it is and nowhere else', () => {
    expect([settingAt(five[0]!, 'variant.insert.0.mechanism'), settingAt(five[0]!, 'variant.insert'), settingAt(five[0]!, 'variant.with'), settingAt(five[0]!, 'training.none.at')]).toEqual(['se', null, '{}', null])
  })
  it('offer as fields only the settings in which runs differ', () => {
    expect(differingPaths(five)).toEqual(['variant.id'])
    expect(differingPaths([...five, run('x', 'SE', 1, 1, { comparisonId: 'o', config: { ...five[0]!.config, variant: { ...five[0]!.config.variant, insert: [] } } as never })])).toEqual(['variant.id', 'variant.insert.0.at', 'variant.insert.0.mechanism'])
  })
})

describe('columns of the table of runs', () => {
  it('each have a name of their own, and what an older window kept is found again', () => {
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length)
    expect(firstColumns.map(columnOf)).not.toContain(null)
    expect([columnOf('setting:training.epochs')!.path, columnOf('environment:device')!.path, columnOf('weight')]).toEqual(['training.epochs', 'device', null])
  })
  it('call a setting as the plan and the catalogue do, in both languages', () => {
    const heads = (of: string) => ({ options: { properties: { heads: { label: { en: of, 'zh-CN': '头数' } } } } })
    const catalogue = { mechanisms: [heads('Heads'), heads('Heads')], models: [heads('Heads'), heads('Number of heads')], datasets: [] } as unknown as Catalogue
    const paths = ['training.optimizer.learningRate', 'variant.insert.0.mechanism', 'variant.insert.1.at', 'variant.insert.0.with.heads', 'variant.with.heads', 'training.unheard']
    const called = (language: 'en' | 'zh-CN') => {
      const { t } = createI18n({ legacy: false, locale: language, messages } as never).global as unknown as { t(key: string, values: object): string }
      return paths.map((path) => settingName(path, { t: (key, values) => t(key, values ?? {}), say: (text) => inLanguage(text, language), catalogue }))
    }
    // The models do not agree on a name: the shorter one is taken.
    expect(called('en')).toEqual(['Learning rate', 'Mechanism', 'Place 2', 'Option of the mechanism: Heads', 'Model option: Heads', 'training.unheard'])
    expect(called('zh-CN')).toEqual(['学习率', '机制', '位置 2', '机制选项：头数', '模型选项：头数', 'training.unheard'])
  })
  it('have the measures with their controls beside them', () => {
    const scores = (value: number) => ({ deletion: value, insertion: value, pointing: null, iou: null })
    const faithfulness: Faithfulness = { images: 60, kind: 'attention', layer: 'head', model: scores(0.2), random: scores(0.4), centre: scores(0.5) }
    const measured = run('a', 'SE', 1, 0.5, { measures: { latency: null, faithfulness } })
    expect([column('deletion').of(measured, names), column('deletion').controls!(measured), column('pointing').of(measured, names), column('pointing').controls!(measured)]).toEqual([0.2, { random: 0.4, centre: 0.5 }, null, null])
    expect(column('deletion').of(run('b', 'SE', 1, 0.5), names)).toBeNull()
  })
  it('go to a spreadsheet as they are shown, numbers in full, and carry nothing out there', () => {
    const own = { ...names, comparison: () => '=1+1' }
    const [head, line] = csvOf(linesOf([run('a', 'SE', 1, 0.123456)], grouping([], false), byAccuracy, new Set(), own), [column('comparison'), column('seed'), column('accuracy')], own).split('\r\n')
    expect([head, line]).toEqual(['comparison,seed,test_accuracy', "'=1+1,1,0.123456"])
  })
  it('go there with the interval where runs are taken together', () => {
    const three = [0.5, 0.6, 0.7].map((accuracy, i) => run(`${i}`, 'SE', i, accuracy))
    const [head, line] = csvOf(linesOf(three, grouping([], true), byAccuracy, new Set(), names), [column('model'), column('accuracy')], names).split('\r\n')
    expect(head).toBe('group,runs,model,test_accuracy,test_accuracy_low,test_accuracy_high')
    const [, , , mean, low, high] = line!.split(',')
    expect(line!.startsWith('model,3,SE,')).toBe(true)
    expect([Number(mean), Number(low), Number(high)].map((value) => value.toFixed(4))).toEqual(['0.6000', '0.3516', '0.8484'])
  })
})

describe('keys of the table of runs', () => {
  const size = { rows: 100, cells: 5, page: 20 }
  const key = (name: string, row: number, cell: number, ctrlKey = false) => gridKey({ key: name, ctrlKey, metaKey: false }, { row, cell }, size)
  it('go from cell to cell and never out', () => {
    expect(key('ArrowDown', 0, 2)).toEqual({ row: 1, cell: 2 })
    expect(key('ArrowUp', 0, 2)).toEqual({ row: -1, cell: 2 })
    expect(key('ArrowUp', -1, 2)).toEqual({ row: -1, cell: 2 })
    expect(key('ArrowRight', 3, 4)).toEqual({ row: 3, cell: 4 })
    expect([key('PageDown', 90, 0), key('PageUp', 5, 0)]).toEqual([{ row: 99, cell: 0 }, { row: 0, cell: 0 }])
    expect([key('End', 3, 1), key('Home', 3, 4), key('End', 3, 1, true), key('Home', 3, 1, true)]).toEqual([{ row: 3, cell: 4 }, { row: 3, cell: 0 }, { row: 99, cell: 4 }, { row: 0, cell: 0 }])
    expect(key('x', 3, 4)).toBeNull()
  })
})

describe('what belongs to a run', () => {
  it('where it comes from, as far as it is still here, and what went on from it', () => {
    const runs = [run('c', 'SE', 1, 0.7, { parentId: 'b' }), run('b', 'SE', 1, 0.6, { parentId: 'a' }), run('a', 'SE', 1, 0.5), run('x', 'SE', 1, 0.5, { parentId: 'gone' })]
    const imported = { file: 'theirs.fovea', openedAt: 1 }
    const of = (id: string) => { const { ancestors, lost, continuedBy } = lineageOf(runs.find((one) => one.id === id)!, runs, []); return [ancestors.map((one) => one.id), lost, continuedBy.map((one) => one.id)] }
    expect([of('c'), of('a'), of('x')]).toEqual([[['a', 'b'], false, []], [[], false, ['b']], [[], true, []]])
    expect(lineageOf(runs[0]!, runs, [{ id: 'c', imported } as ComparisonSummary]).imported).toEqual(imported)
  })
  it('tags: added once, at the end, and taken away', () => {
    expect(changedTags(['a', 'b'], ['c', 'a'], ['b'])).toEqual(['a', 'c'])
  })
  it('only the settings in which runs differ', () => {
    expect(differencesOf([run('a', 'SE', 1, 0.5), run('b', 'SE', 2, 0.6)]).map(({ path }) => path)).toEqual(['seed'])
    const other = run('c', 'SE', 1, 0.5)
    other.config = { ...other.config, dataset: { id: 'cifar10', with: { size: 32 } } }
    expect(differencesOf([run('a', 'SE', 1, 0.5), other])).toEqual([{ path: 'dataset.id', values: ['digits', 'cifar10'] }, { path: 'dataset.with.size', values: ['–', '32'] }])
  })
})
