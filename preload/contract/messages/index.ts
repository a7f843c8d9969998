/** All messages of errors, one file a domain. A test checks that both languages have the same codes and parameters. */
import type { Language } from '../text.ts'
import { bundles } from './bundles.ts'
import { datasets } from './datasets.ts'
import { engine } from './engine.ts'
import { evaluations } from './evaluations.ts'
import { evidence } from './evidence.ts'
import { plans } from './plans.ts'
import { reports } from './reports.ts'
import { runs } from './runs.ts'
import { system } from './system.ts'
import { terminal } from './terminal.ts'

/** code → [what happened, what to do next] */
export type Messages = Record<Language, Record<string, readonly [message: string, hint: string]>>

const all = [system, plans, datasets, engine, evidence, runs, reports, bundles, evaluations, terminal]
const merged = (language: Language) => Object.assign({}, ...all.map((part) => part[language])) as Messages[Language]
export const messages: Messages = { en: merged('en'), 'zh-CN': merged('zh-CN') }
