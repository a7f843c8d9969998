/** Datasets: the list, imports, and one dataset. */
export default {
  count: '1 dataset | {n} datasets', here: 'Datasets on this computer', empty: 'No dataset yet', emptyText: 'Add one that comes with Fovea, or drop a folder of your own. Starting a comparison makes its dataset by itself.', again: 'Try again',
  name: 'Name', images: 'Training + test', classesHead: 'Classes', size: 'Pixels', disk: 'On disk', fingerprint: 'Fingerprint', skippedShort: '1 left out | {n} left out', warningsShort: '1 to know | {n} to know',
  chooseFolder: 'Choose a folder', own: 'Your own images', ownText: 'Drop a folder with one folder per class, or with "train" and "test" folders that hold them. JPEG, PNG, WebP, TIFF, GIF and BMP can be read. The images stay on this computer.',
  toAdd: 'Can be added', toAddText: 'made here, or fetched', options: 'Options', isHere: 'is here', add: 'Add', fetch: 'Fetch', addNamed: 'Add {name}', fetchNamed: 'Fetch {name}',
  source: { embedded: 'comes with Fovea', generated: 'made from a seed', download: 'fetched from its publisher', folder: 'your own' },
  files: '1 file | {n} files', classFolders: '1 class folder | {n} class folders', added: '{name} was added.', stopped: '{name} was stopped. Nothing was kept.', stop: 'Stop', of: '{done} of {total}',
  doing: { beginning: 'Working', sending: 'Copying into Fovea', reading: 'Reading the images', downloading: 'Fetching', unpacking: 'Unpacking', packing: 'Packing the images', checking: 'Checking', measuring: 'Measuring' },
  import: {
    title: 'Import {folder}', holds: '{files}, {classes}, {size}', name: 'Name', size: 'Size, px', testShare: 'Share of test images', seed: 'Seed of the split', cancel: 'Not now', start: 'Import',
    how: 'Each image is fitted into a square of this size. {share} of each class become test images, chosen by the seed; copies of a picture stay on one side. Folders called "train" and "test" are kept as they are. The split is kept with the dataset, so every comparison uses the same one.',
    classesNeeded: 'Two class folders are needed. Put the images of each class into a folder of their own and drop the folder that holds them.', tooLarge: '{files} with more than {size} will be left out.',
  },
  train: 'Training', test: 'Test', pixels: 'Pixels', onDisk: 'Size', samples: 'Images', more: '1 more | {n} more',
  imagesIn: '{images} images in {classes} classes', perClass: 'Images per class', facts: 'Facts', licence: 'Licence', attribution: 'Source', created: 'Made',
  remove: 'Remove', removed: '{name} moved to the bin', notRestored: '{name} could not be brought back', compareOn: 'Compare on these images', unknown: 'There is no such dataset',
  classCount: '{name} {all}: {train} training and {test} test images', skipped: '1 file was left out | {n} files were left out', toKnow: 'To know',
  split: 'Split', all: 'All', none: 'No images here.', sample: '{name}, image {index}', range: '{from} to {to} of {total}', before: 'Before', after: 'Next',
}
