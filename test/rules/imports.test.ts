/** The rules of import must bite: small trees that break one rule each, and one that breaks none. */
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))
const made: string[] = []
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Names of the rules that a tree of files breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fovea-imports-')))
  made.push(folder)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries({ 'tsconfig.json': '{"compilerOptions":{"allowJs":true}}', 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const result = await cruise(['main', 'preload', 'renderer'].filter((part) => Object.keys(files).some((name) => name.startsWith(part))), { ...options, tsConfig: undefined, baseDir: folder, validate: true, ruleSet: { forbidden } }, undefined, { tsConfig: extractTSConfig(join(folder, 'tsconfig.json')) })
  if (typeof result.output === 'string') throw new Error('expected a result object')
  return [...new Set(result.output.summary.violations.map((violation) => violation.rule.name))].sort()
}
const empty = 'export const x = 1\n'
const using = (path: string) => `import { x } from '${path}'\nexport const y = x\n`

test('a tree that keeps the rules breaks none', async () => {
  expect(await broken({ 'preload/contract/a.ts': empty, 'main/store/a.ts': using('../../preload/contract/a.ts'), 'main/index.ts': using('./store/a.ts'), 'renderer/src/ui/a.ts': using('../../../preload/contract/a.ts') })).toEqual([])
})

test.each([
  ['engine-alone', { 'main/store/a.ts': empty, 'main/engine/b.ts': using('../store/a.ts') }],
  ['engine-no-desktop', { 'main/engine/b.ts': "import { app } from 'electron'\nexport const y = app\n" }],
  ['engine-from-outside', { 'main/engine/a.ts': empty, 'main/reports/b.ts': using('../engine/a.ts') }],
  ['store-no-engine', { 'main/engine/protocol.ts': empty, 'main/store/b.ts': using('../engine/protocol.ts') }],
  ['window-not-main', { 'main/home.ts': empty, 'renderer/src/client/b.ts': using('../../../main/home.ts') }],
  ['window-not-node', { 'renderer/src/client/b.ts': "import { sep } from 'node:path'\nexport const y = sep\n" }],
  ['features-apart', { 'renderer/src/features/runs/a.ts': empty, 'renderer/src/features/compare/b.ts': using('../runs/a.ts') }],
  ['window-below-features', { 'renderer/src/features/runs/a.ts': empty, 'renderer/src/ui/b.ts': using('../features/runs/a.ts') }],
  ['contract-alone', { 'main/home.ts': empty, 'preload/contract/b.ts': using('../../main/home.ts') }],
  ['no-cycles', { 'main/store/a.ts': "import { y } from './b.ts'\nexport const x = () => y\n", 'main/store/b.ts': "import { x } from './a.ts'\nexport const y = x\n" }],
  ['nothing-unresolved', { 'main/store/a.ts': using('./nowhere.ts') }],
  ['setup-bare', { 'main/setup/a.js': "import { z } from 'zod'\nexport const y = z\n" }],
  ['parts-not-entries', { 'main/workbench.ts': empty, 'main/ipc/b.ts': using('../workbench.ts') }],
  ['electron-in-app', { 'main/runs/b.ts': "import { app } from 'electron'\nexport const y = app\n" }],
])('%s is noticed', async (rule, files) => {
  expect(await broken(files)).toContain(rule)
})

test('an import inside a Vue file counts', async () => {
  expect(await broken({ 'main/home.ts': empty, 'renderer/src/ui/B.vue': `<script setup lang="ts">\n${using('../../../main/home.ts').replace('export ', '')}</script>\n<template><p>{{ y }}</p></template>\n` })).toContain('window-not-main')
})
