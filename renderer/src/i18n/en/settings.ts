/** Settings and the report on the machine. */
export default {
  look: 'Look', language: 'Language', theme: 'Theme', density: 'Rows', asSystem: 'As the system', light: 'Light', dark: 'Dark', dense: 'Dense', regular: 'Regular', roomy: 'Roomy',
  machine: 'This machine', engine: 'Engine', notReady: 'not ready', library: 'Library', device: 'Device', versions: 'Versions', home: 'Histories and datasets', cache: 'Downloads', free: 'Free disk space',
  again: 'Look again', copy: 'Copy as JSON', copied: 'Copied', tellEnd: 'Tell me when a comparison ends while I look elsewhere', tellDenied: 'The browser does not allow notifications for this page; its settings can change that.', nothingMissing: 'Nothing is missing.',
}
