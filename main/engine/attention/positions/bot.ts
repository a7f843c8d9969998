/**
 * Relative position of BoTNet (Srinivas et al. CVPR 2021; Shaw et al. NAACL 2018 along each axis): q · (r_row + r_column), one
 * learned vector for each offset of the rows and of the columns, shared by the heads: (2H − 1 + 2W − 1) · d. Sources disagree on
 * whether the term is scaled by 1/√d as the product of query and key is; timm and the authors' released code differ, so both are here.
 */
import * as tf from '@tensorflow/tfjs-core'
import { truncatedNormal } from '../../layers/initializers.ts'
import { beforePlaces, relativeProducts } from './relative.ts'
import type { ScorePosition } from './position.ts'

const relative = (id: string, name: ScorePosition['name'], scaled: boolean): ScorePosition => ({
  id, name, multiple: 1, applies: 'scores',
  build: (scope, { height, width, each, extra = 0 }) => {
    const axis = (weight: string, length: number) => scope.weight(weight, [2 * length - 1, each], truncatedNormal(1 / Math.sqrt(each)), { decay: false })
    const [rows, columns] = [axis('rows', height), axis('columns', width)]
    const grid = [height, width] as const
    return (queries) => {
      const asking = extra ? tf.slice(queries, [0, 0, extra, 0], [-1, -1, -1, -1]) : queries
      const scores = relativeProducts(scaled ? tf.mul(asking, 1 / Math.sqrt(each)) : asking, { rows, columns, queryGrid: grid, keyGrid: grid })
      return beforePlaces(scores, extra)
    }
  },
})

export const bot = relative('bot', { en: 'BoTNet, relative', 'zh-CN': 'BoTNet 相对位置' }, false)
export const botScaled = relative('bot-scaled', { en: 'BoTNet, relative, scaled', 'zh-CN': 'BoTNet 相对位置（缩放）' }, true)
