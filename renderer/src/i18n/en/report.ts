export default {
  preview: 'Preview of the report', loading: 'Writing the report', empty: 'No report yet', emptyNext: 'A report can be written as soon as one run has finished.', toRun: 'Go to Run',
  export: 'Export', format: 'Form of the report', formats: { html: { name: 'HTML', under: 'one file, reads without scripts or network' }, pdf: { name: 'PDF', under: 'paged, for print' }, markdown: { name: 'Markdown', under: 'finding, table and plan as text' }, latex: { name: 'LaTeX table', under: 'booktabs, mean ± sd over the seeds' }, csv: { name: 'CSV', under: 'a line for every run' }, json: { name: 'JSON', under: 'everything as data' } }, language: 'Language', languages: { en: 'English', 'zh-CN': '中文' },
  exportFile: 'Export the report', exporting: 'Writing the file', written: 'Written: {bytes}', show: 'Show the file', download: 'Download the report', downloaded: '{name} was given to the browser, {bytes}.',
  trust: 'Can others trust it?', trustPoints: { plan: 'The plan to repeat it is included', data: 'The data is named by its fingerprint', both: 'Every verdict names its two tests', own: 'Images of the test split are inside' },
}
