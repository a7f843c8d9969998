export default {
  title: 'Images', choose: 'Models of', noComparisons: 'No trained models yet', noComparisonsNext: 'Run a comparison; its models can then look at your images.', toStart: 'Go to Start',
  count: 'No images | {n} image | {n} images', clear: 'Clear', columnOrder: 'answers in column order', dropHere: 'Drop images here, or paste', pick: 'Choose files', takeTest: 'Take 8 test images', testImage: 'Test {index}',
  refused: { 'too-large': '{name} is larger than 64 MB and was left out.', unreadable: '{name} could not be read.', tooMany: 'The first {most} were taken. Import larger folders as a dataset.' },
  models: 'Models that answer', notTrained: 'Has no trained weights for this seed yet', seed: 'Seed', noRuns: 'No trained model yet', noRunsNext: 'As soon as a run has finished, its model can look at images here.',
  empty: 'Ask the models about images', emptyNext: 'Drop, paste or choose images. Each model answers, and what it looked at lies over the image. Nothing leaves this computer.', skipped: '{name} was left out; the other images are answered.', waiting: 'Waiting for the answer',
  show: 'What is shown', original: 'Original', seen: 'What the model saw', overlay: 'Overlay', mode: 'How the look is drawn', heat: 'Heat', spotlight: 'Spotlight', outline: 'Outline',
  layer: 'Layer', lastLayer: 'last of each', headsLabel: 'Heads', meanOfHeads: 'mean', head: 'Head {head}', fromCursorOnly: 'From the cursor', image: 'Image',
  attention: 'attention', gate: 'gate', gradCam: 'Grad-CAM', noMap: 'no map', chooseModel: 'Show the heads of this model',
  right: 'right', wrong: 'wrong, it is {label}', atCursor: 'At the cursor', timesEven: '{e}× even', half: 'Half its look is in', ofCells: 'of {cells} cells', spread: 'Spread (entropy)',
  tileWaiting: '{name}, no answer yet', tileTrue: 'true class {label}', tileAnswer: 'answer {answer}, {p}', tileHalf: 'half of the look: {place}',
  headsOf: '{name}, layer {layer}', headsDiffer: 'heads differ; the mean hides it', headSays: 'Head {head}, spread {spread}', spreadIs: 'spread {spread}', fromCursor: 'From cursor', pointAtPatch: 'point at a patch', agreement: 'Agreement between heads {value}, where 1 is the same map.',
  scaleNote: 'One scale for every map: 1× is a model that looks everywhere equally, and below that nothing is painted; {most}× is its whole look in one cell. The white outline holds half of the look.', gateNote: 'A gate turns places up or down and moves nothing between them; its map is its strength at each place against its mean.', gradCamNote: 'A model without attention shows Grad-CAM in its place: which places raised the answer. It is not the same quantity and is never averaged with attention.',
}
