import { describe, expect, it } from 'vitest'
import { modelOf, validateVariant } from '../../main/engine/catalogue.ts'
import { nearest } from '../../main/plans/near.ts'
import { parsePlan } from '../../main/plans/parse.ts'
import { planSchema } from '../../main/plans/schema.ts'
import { starterFile, starters } from '../../main/plans/starters.ts'
import { writePlan } from '../../main/plans/write.ts'
import { describeProblem } from '../../preload/contract/errors.ts'
import { catalogue } from './known.ts'
import { readFileSync } from 'node:fs'

const known = { catalogue }
const good = `# a comment
fovea: 1
name: Mine
dataset: { id: digits }
baseline: plain
variants:
  - id: plain
    name: Plain
    model: small-cnn
  - id: pooled
    name: Pooled
    model: small-cnn
    insert:
      - at: head
        mechanism: softmax-pooling
`
const said = (text: string, more = {}) => parsePlan(text, { ...known, ...more }).problems.map((p) => {
  const { message, hint } = describeProblem(p.problem, 'en')
  return `${p.line} ${p.at}: ${message} ${hint}`
})

describe('a plan by hand', () => {
  it('with wrong parameters of its dataset is not measured against the images', () => {
    const text = good.replace('{ id: digits }', '{ id: digits-in-clutter, with: { trains: 5 } }')
    expect(said(text, { fits: () => { throw new Error('asked about images that cannot be made') } })).toEqual(['4 dataset.with.trains: There is no option "trains" here. Was "train" meant? There are: train, seed.'])
  })
  it('is read, with defaults filled in', () => {
    const { problems, plan } = parsePlan(good, known)
    expect(problems).toEqual([])
    expect(plan).toMatchObject({ seeds: [1, 2, 3], training: { epochs: 16, optimizer: { id: 'adamw', learningRate: 0.003 } } })
  })
  it('may be JSON, with a schema for the editor', () => {
    const { plan } = parsePlan(good, known)
    expect(parsePlan(JSON.stringify({ $schema: 'plan.schema.json', ...plan }), known)).toEqual({ problems: [], plan })
  })
  it('comes back from what is written', () => {
    const { plan } = parsePlan(good, known)
    expect(parsePlan(writePlan(plan!), known).plan).toEqual(plan)
  })
})

describe('problems name the line, the place and what is allowed', () => {
  it('a mechanism, a site and a model that are not there', () => {
    expect(said(good.replace('mechanism: softmax-pooling', 'mechanism: softmax-poling'))).toEqual([expect.stringMatching(/^15 variants\.1\.insert\.0\.mechanism: There is no mechanism "softmax-poling"\. Was "softmax-pooling" meant\? There are: .*softmax-pooling/)])
    expect(said(good.replace('at: head', 'at: stage9'))).toEqual(['14 variants.1.insert.0.at: The model small-cnn has no place "stage9". Was "stage1" meant? There are: stage1, stage2, stage3, scales, head.'])
    expect(said(good.replace('model: small-cnn', 'model: vgg'))).toEqual(['9 variants.0.model: There is no model "vgg". There are: small-cnn, resnet, cct, vit.'.replace('small-cnn, resnet, cct, vit', catalogue.models.map((m) => m.id).join(', '))])
  })
  it('a model by its name, listed or by the rule of its family', () => {
    const of = (model: string) => parsePlan(good.replaceAll('model: small-cnn', `model: ${model}`), { ...known, modelOf }).problems.map(({ problem }) => problem.code)
    expect(['resnet56_cifar_a', 'resnet62_cifar_a', 'mobilenetv2_060', 'seresnet18d'].map(of)).toEqual([[], [], [], []])
    expect(of('resnet57_cifar_a')).toEqual(['plan.unknown-model-near', 'plan.unknown-model-near'])
    expect(said(good.replace('model: small-cnn', 'model: seresnet5'))).toEqual([expect.stringContaining('Was "seresnet50" meant?')])
  })
  it('a mechanism of the wrong kind', () => expect(said(good.replace('at: head', 'at: stage3'))[0]).toMatch(/^15 variants\.1\.insert\.0\.mechanism: softmax-pooling does not fit into stage3\. These fit: multi-head, /))
  it('misspelt keys', () => expect(said(good + 'trainig:\n  epochs: 3\n')).toEqual(['16 trainig: Nothing is called "trainig" here. Was "training" meant? There are: fovea, name, question, remark, dataset, training, seeds, baseline, variants.']))
  it('values out of range or not among the choices', () => {
    expect(said(`${good}training:\n  epochs: 0\n  batch: many\n  optimizer: { id: adam }\n  schedule:\n    id: cosin\n`)).toEqual([
      '17 training.epochs: 0 is not allowed here. Allowed: ≥ 1, ≤ 10000.',
      '18 training.batch: "many" is not allowed here. Allowed: ≥ 1, ≤ 4096.',
      '19 training.optimizer.id: "adam" is not allowed here. Was "adamw" meant? Allowed: "sgd", "adamw".',
      '21 training.schedule.id: "cosin" is not allowed here. Was "cosine" meant? Allowed: "constant", "cosine".',
    ])
  })
  it('what is missing, at the line of what it is missing from', () => {
    expect(said(good.replace('    model: small-cnn\n  - id: pooled', '  - id: pooled'))).toEqual(['7 variants.0.model: "model" is missing. Allowed: "small-cnn", "resnet", "cct", "vit".'.replace(/"small-cnn".*"/, catalogue.models.map((m) => JSON.stringify(m.id)).join(', '))])
    expect(said(`${good}training: { optimizer: { learningRate: 0.1 } }\n`)).toEqual(['16 training.optimizer.id: "id" is missing. Allowed: "sgd", "adamw".'])
  })
  it('a baseline that is no variant, an id used twice', () => {
    expect(said(good.replace('baseline: plain', 'baseline: plan'))).toEqual(['5 baseline: No variant has the id "plan". Was "plain" meant? There are: plain, pooled.'])
    expect(said(good.replace('id: pooled', 'id: plain'))).toEqual(['10 variants.1.id: The id "plain" is used twice. Give every variant an id of its own.'])
  })
  it('options of models, mechanisms and datasets', () => {
    expect(said(good.replace('dataset: { id: digits }', 'dataset: { id: digits-in-clutter, with: { train: 3, sed: 1 } }'))).toEqual([
      '4 dataset.with.sed: There is no option "sed" here. Was "seed" meant? There are: train, seed.',
      '4 dataset.with.train: 3 is not allowed here. Allowed: ≥ 10, ≤ 100000.',
    ])
    expect(said(good.replace('    model: small-cnn\n  - id: pooled', '    model: small-cnn\n    with: { layout: tinny }\n  - id: pooled'))[0]).toMatch(/^10 variants\.0\.with\.layout: "tinny" is not allowed here\. Was "tiny" meant\?/)
    expect(said(good.replace('mechanism: softmax-pooling', 'mechanism: softmax-pooling\n        with: { heads: 2 }'))).toEqual(['16 variants.1.insert.0.with.heads: "heads" has no place: there are no options here. Leave it out.'])
  })
  it('a dataset that is not there, unless it was imported', () => {
    const text = good.replace('id: digits', 'id: leaves')
    expect(said(text)).toEqual(['4 dataset.id: There is no dataset "leaves". There are: digits, digits-in-clutter, distant-pair, digit-captions.'])
    expect(said(text, { datasets: ['leaves'] })).toEqual([])
  })
  it('what only the engine can tell', () => {
    const heads = good.replace('at: head', 'at: stage3').replace('mechanism: softmax-pooling', 'mechanism: multi-head\n        with: { heads: 5 }')
    const problems = parsePlan(heads, { ...known, fits: (variant) => validateVariant(variant, { shape: [8, 8, 1] }) }).problems
    expect(problems.map((p) => [p.line, p.at.startsWith('variants.1.insert.0')])).toEqual([[14, true]])
  })
})

describe('what is no plan at all', () => {
  it.each([
    ['', 'This is not a plan.'], ['- a', 'This is not a plan.'], ['hello', 'This is not a plan.'],
    ['fovea: 1\nname: [', 'The plan cannot be read, line 2'],
    ['fovea: 1\nfovea: 1', 'The plan cannot be read, line 2'],
    ['a: *nowhere', 'The plan cannot be read'],
  ])('%j', (text, message) => {
    const { problems, plan } = parsePlan(text, known)
    expect(plan).toBeNull()
    expect(describeProblem(problems[0]!.problem, 'en').message).toContain(message)
  })
  it('does not expand a bomb of aliases', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`).join('\n')}\n`
    const { problems } = parsePlan(bomb, known)
    expect(problems[0]!.problem.code).toBe('plan.unreadable')
  })
})

it('every message has words in both languages', () => {
  const problems = parsePlan('fovea: 2\nname: 3\nseeds: []\nvariants: {}\nx: 1\n', known).problems
  expect(problems.length).toBeGreaterThan(4)
  for (const { problem } of problems) for (const language of ['en', 'zh-CN'] as const) {
    const { message, hint } = describeProblem(problem, language)
    expect(`${message}${hint}`).not.toMatch(/\{\w+\}|plan\./)
  }
})

it('suggests only what is near', () => {
  expect(nearest('mulit-head', ['multi-head', 'se'])).toBe('multi-head')
  expect(nearest('cbam', ['multi-head', 'se', 'sagan'])).toBeNull()
})

it('has a schema that lists what the catalogues know', () => {
  const schema = planSchema(catalogue)
  expect(schema.properties!['variants']!.items!.properties!['model']!.anyOf).toEqual([{ enum: expect.arrayContaining(['small-cnn']) as unknown }, { type: 'string', examples: expect.arrayContaining(['seresnet50']) as unknown }])
  expect(schema.additionalProperties).toBe(false)
})

describe('starters', () => {
  it.each(starters())('$id is a plan without problems that can be built', ({ id, plan }) => {
    const shape: [number, number, number] = id === 'digits' ? [8, 8, 1] : id === 'digit-captions' ? [18, 18, 1] : [32, 32, 1]
    const text = id === 'digit-captions' ? { words: 18, length: 6 } : undefined
    expect(parsePlan(readFileSync(starterFile(id), 'utf8'), { ...known, fits: (variant) => validateVariant(variant, { shape, text }) }).problems).toEqual([])
    expect(plan.variants.map((v) => v.id)).toContain(plan.baseline)
  })
})
