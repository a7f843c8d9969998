/** The command itself, as a process: what it prints, where, and how it exits. */
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'fovea-cli-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function fovea(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../main/cli.ts'), ...words], { env: { ...process.env, FOVEA_HOME: home, LANG: 'C', LC_ALL: '', FOVEA_LANGUAGE: '' } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }))
  })
}
const plan = (text: string): string => {
  const file = join(home, 'plan.yaml')
  writeFileSync(file, text)
  return file
}

describe('exit codes', () => {
  it.each([
    [['plan', 'starters'], 0], [['--help'], 0], [['--version'], 0], [['runs', 'show', 'nothing'], 1],
    [['compare'], 2], [['compar'], 2], [['runs', 'list', '--colour'], 2], [['datasets', 'add', 'digits', '--size', '3'], 2], [['evaluate'], 2], [['datasets', 'add', 'cifar10', '--from', '/no/such/archive.tar.gz'], 1], [['datasets', 'add', 'digits', '--from', '/tmp'], 2], [['runs', 'list', '--language', 'xx'], 2], [['runs', 'list', '--comparison', 'x'], 1], [['doctor', '--home', import.meta.filename], 1], [['compare', 'x.yaml', '--out', '/no/such/folder/r.html'], 2], [['compare', 'x.yaml', '--seeds', '1,1'], 1],
  ])('%j → %i', async (words, code) => {
    const done = await fovea(...words)
    expect(done.code).toBe(code)
    expect(done.err + done.out).not.toMatch(/\n\s+at .*\(|FoveaError|CommanderError/)
    if (code) expect(done.err.trim()).not.toBe('')
  })
})

it('names file, line and place of what is wrong in a plan', async () => {
  const file = plan('fovea: 1\nname: x\ndataset: { id: digit }\nbaseline: a\nvariants:\n  - { id: a, name: A, model: small-cn }\n')
  const { code, out, err } = await fovea('compare', file)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(`${file}:3: dataset.id: There is no dataset "digit". Was "digits" meant?`)
  expect(err).toContain(`${file}:6: variants.0.model: There is no model "small-cn". Was "small-cnn" meant?`)
  const inJson = await fovea('plan', 'check', file, '--json')
  expect(inJson.code).toBe(2)
  expect(JSON.parse(inJson.out).error.problems).toMatchObject([{ file, line: 3, at: 'dataset.id', code: 'plan.unknown-dataset-near' }, { file, line: 6, at: 'variants.0.model', message: 'There is no model "small-cn".' }])
})

it('names what does not fit the images, where the plan itself brought them', async () => {
  const variant = (id: string, groups: number) => `  - { id: ${id}, name: ${id}, model: small-cnn, insert: [{ at: stage2, mechanism: spatial-group-enhance, with: { groups: ${groups} } }] }\n`
  const file = plan(`fovea: 1\nname: x\ndataset: { id: digits }\nseeds: [1]\nbaseline: a\nvariants:\n${variant('a', 5)}${variant('b', 7)}`)
  const { code, err } = await fovea('compare', file)
  expect(code).toBe(2)
  expect(err).toContain(`${file}:7: variants.0.insert.0: "spatial-group-enhance" cannot split 32 channels into 5 groups.`)
  expect(err).toContain(`${file}:8: variants.1.insert.0: "spatial-group-enhance" cannot split 32 channels into 7 groups.`)
})

it('speaks Chinese', async () => {
  expect((await fovea('--language', 'zh-CN', 'runs', 'list')).out).toContain('还没有运行')
  expect((await fovea('runs', 'show', 'x', '--language=zh-CN')).err).toContain('没有运行 “x”')
  expect((await fovea('--help', '--language', 'zh-CN')).out).toContain('用法：')
})

it('prints JSON that can be read, problems too', async () => {
  expect(JSON.parse((await fovea('attention', 'list', '--json')).out)).toContainEqual(expect.objectContaining({ id: 'se' }))
  expect(JSON.parse((await fovea('plan', 'schema')).out)).toMatchObject({ title: 'Fovea plan' })
  const { code, out } = await fovea('runs', 'show', 'x', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'terminal.no-run', message: 'There is no run "x".' } })
})

it('tells of a history that was damaged and put aside', async () => {
  const own = join(home, 'damaged')
  mkdirSync(own)
  writeFileSync(join(own, 'fovea.db'), 'not a database, and long enough to be looked at'.repeat(100))
  const { code, out, err } = await fovea('runs', 'list', '--home', own)
  expect([code, out]).toEqual([0, expect.stringContaining('No runs yet')])
  expect(err).toContain('The history was damaged. It was kept as')
})

describe('models describe', () => {
  const describe = async (...words: string[]) => {
    const { code, out, err } = await fovea('models', 'describe', ...words)
    return { code, err, told: out && (JSON.parse(out) as Record<string, unknown>) }
  }
  it('counts a model by its name, at the size it was published with or another', async () => {
    const { told } = await describe('mobilenetv2_100', '--json')
    expect(told).toMatchObject({ id: 'mobilenetv2_100', input: [224, 224, 3], classes: 1000, parameters: 3_504_872, macs: 300_774_272, macsWithoutAttentionProducts: 300_774_272, attentionShare: 0 })
    expect(Object.keys(told)).toEqual(['id', 'input', 'classes', 'parameters', 'macs', 'macsWithoutAttentionProducts', 'attentionShare', 'activationBytes', 'sites'])
    const smaller = (await describe('resnet20', '--input', '16', '--classes', '3', '--json')).told as { input: number[]; classes: number; sites: unknown[] }
    expect([smaller.input, smaller.classes, smaller.sites.at(-1)]).toEqual([[16, 16, 3], 3, { id: 'head', kind: 'head', height: 4, width: 4, channels: 64 }])
  }, 60_000)
  it('names what is near when there is no such model', async () => {
    const { code, err } = await describe('resnet-50')
    expect([code, err]).toEqual([1, expect.stringContaining('There is no model "resnet-50". Names near to it: resnet50, ')])
  })
  it('says what is wrong with a size', async () => {
    const { code, err } = await describe('vit_base_patch16_224', '--input', '30')
    expect([code, err]).toEqual([2, expect.stringContaining('30 × 30')])
  })
})

it('ends well when nobody reads on', async () => {
  const reading = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../main/cli.ts'), 'plan', 'schema'], { env: { ...process.env, FOVEA_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
  reading.stdout.destroy()
  let said = ''
  reading.stderr.on('data', (text) => { said += String(text) })
  expect(await new Promise((resolve) => reading.on('close', resolve))).toBe(0)
  expect(said).toBe('')
})
