/** The comparisons that come with Fovea, in the order in which they are shown. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Plan } from '../../preload/contract/plan.ts'
import { appRoot } from '../entries.ts'

export const starterIds = ['digits-in-clutter', 'distant-pair', 'digits', 'digit-captions'] as const

export const starterFile = (id: string): string => join(appRoot, 'resources', 'starters', `${id}.yaml`)

export const starters = (): { id: string; plan: Plan }[] =>
  starterIds.map((id) => ({ id, plan: Plan.parse(parse(readFileSync(starterFile(id), 'utf8'))) }))
