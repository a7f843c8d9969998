export { layerName } from '../../charts/layer-name.ts'
