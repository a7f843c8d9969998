/** The attention catalogue. */
export default {
  pages: { label: 'Parts of the catalogue', mechanisms: 'Mechanisms', models: 'Models', articles: 'Errors in the articles' },
  count: '1 mechanism | {n} mechanisms', countModels: '1 family | {n} families', countFaults: '1 error | {n} errors', find: 'Find', nothing: 'Nothing found.', unknown: 'There is no such mechanism', unknownModel: 'There is no such model', again: 'Try again',
  try: 'Try in a comparison', formula: 'Formula', options: 'Options', option: 'Option', usual: 'Usual', allowed: 'Allowed', yes: 'yes', no: 'no', yesNo: 'yes or no',
  facts: 'Facts', stands: 'Stands', replaces: 'can replace a block’s own attention', fits: 'Fits', fitsIn: '{count} model families', nowhere: 'no model yet', map: 'Map', showsPlaces: 'Its weights over places are drawn over the image.', showsNone: 'It weighs channels and no places; Images shows Grad-CAM instead.', paper: 'Paper', inPlans: 'In plans',
  letters: 'N places, C channels, h heads; other letters are options.',
  flow: 'How the shapes flow', flowAt: 'at {shape}, recorded from one pass', seen: 'the weights that Images draws',
  noEngine: 'The shape flow and the cost are measured by the engine, which is not there yet.',
  growth: 'What it costs as the map grows', growthSub: 'counted, both axes logarithmic', growthX: 'places N', growthSays: 'Cost by side of the map. {list}.', channels: '{channels} channels', model: 'Model', size: 'Image size', noSites: 'It fits nowhere in this model.', marks: 'Ring: the one place of this model where it fits. | Rings: the {n} places of this model where it fits.',
  counted: { macs: 'MACs', memory: 'Activations, bytes' },
  table: { channels: 'Channels', side: 'Map', parameters: 'Parameters', macs: 'MACs', without: 'MACs without attention products', memory: 'Activations', step: 'Step', does: 'Does', shape: 'Shape', from: 'Reads' },
  inArticle: 'In article {article}', wrongIn: 'What article {article} got wrong', allFaults: 'All errors in the articles',
  attends: 'With attention of their own', attendsNot: 'Without attention', family: 'with its usual options', member: 'Member of the family', images: 'Images', classes: '{count} classes', share: 'Attention’s share of the MACs', counting: 'Counting', places: 'Places for attention', place: 'Place', takes: 'Takes what stands', mapThere: 'Map there',
  articlesIntro: 'Fovea began with five articles on attention in image recognition. What they show was built, and what is wrong in them is told here: what each snippet computes or each sentence claims, why that is wrong, and the form that Fovea has instead. Every fault of code is shown in numbers by a test.',
  faultKind: { code: 'code', claim: 'claim' }, computes: 'What it computes', says: 'What it says', repaired: 'Repaired', why: 'Why it is wrong',
}
