/** The attention catalogue. */
export default {
  count: '1 mechanism | {n} mechanisms', find: 'Find', nothing: 'Nothing found.', unknown: 'There is no such mechanism', again: 'Try again',
  kind: { map: 'On the feature map', head: 'As the head', tokens: 'In place of attention', scales: 'Over several scales' },
  try: 'Try in a comparison', formula: 'Formula', options: 'Options', option: 'Option', usual: 'Usual', allowed: 'Allowed', yes: 'yes', no: 'no', yesNo: 'yes or no',
  facts: 'Facts', fits: 'Fits', nowhere: 'no model yet', map: 'Map', showsPlaces: 'Its weights over places are drawn over the image.', showsNone: 'It weighs channels and no places; Images shows Grad-CAM instead.', paper: 'Paper', inPlans: 'In plans',
}
