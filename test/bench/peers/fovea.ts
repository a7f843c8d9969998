/** ResNet-20 trained by Fovea's own step, op by op or compiled: the same entry in both. */
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { compileProgram, eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { trainingStep } from '../training-step.ts'
import { answerLines } from './lines.ts'

await loadTensorFlow()
const [, , batch, way] = process.argv
const { program, feeds } = trainingStep({ model: 'resnet', with: { depth: '20' }, insert: [] }, Number(batch), way === 'eager' ? eagerProgram : compileProgram)
answerLines(() => program.run('train', feeds))
