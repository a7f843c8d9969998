/** What gates share: a width that is reduced, gates of channels and of places put on a map, and a gate's tap. */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { isHeard, type Context } from '../../layers/context.ts'

/** r of C / r. */
export const reductionOption = (usual: number) =>
  option(z.number().min(1).max(128).default(usual), { en: 'Reduction', 'zh-CN': '缩减倍数' }, { en: `Of C channels C / r are left in between. The paper takes ${usual}.`, 'zh-CN': `C 个通道中间剩下 C / r 个。论文取 ${usual}。` })

/** Throws where no channel is left. */
export function checkReduction(mechanism: string, reduction: number, channels: number): void {
  if (reduction > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism, reduction, channels })
}

/** Throws where the groups do not divide the channels. */
export function checkGroups(mechanism: string, channels: number, groups: number): void {
  if (channels % groups) throw new FoveaError('invalid', 'engine.groups-divide', { mechanism, groups, channels })
}

/** The width after a reduction. */
export const reducedTo = (channels: number, reduction: number): number => Math.max(1, Math.floor(channels / reduction))

/** x (B, H, W, C) times gates (B, C). */
export const gateChannels = (x: tf.Tensor, gates: tf.Tensor): tf.Tensor => tf.mul(x, tf.reshape(gates, [x.shape[0]!, 1, 1, -1]))

/** Hands out how far each place is turned up: gates (B, H, W, k) as their mean over k, or a head for each of the k. */
export function tapGate(ctx: Context, path: string, mechanism: string, gates: tf.Tensor, { heads = false } = {}): void {
  if (!isHeard(ctx)) return
  const [batch, height, width, count] = gates.shape as [number, number, number, number]
  const apart = heads ? tf.transpose(gates, [0, 3, 1, 2]) : tf.mean(gates, -1)
  ctx.tap(path, tf.reshape(apart, [batch, heads ? count : 1, 1, height * width]), { kind: 'gate', mechanism, keyGrid: [height, width], queryGrid: null, extra: 0 })
}

/** Hands out weights over channels or branches, in the shape they have. */
export function tapChannels(ctx: Context, path: string, mechanism: string, weights: tf.Tensor): void {
  if (isHeard(ctx)) ctx.tap(path, weights, { kind: 'channels', mechanism, keyGrid: [1, 1], queryGrid: null, extra: 0 })
}
