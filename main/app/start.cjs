/**
 * Electron's entry: what must be said before Electron is ready. CommonJS, because an ES module may be loaded only after that.
 * fovea:// is a scheme with an origin, as https:// is. All else is in the bundle.
 */
const { protocol } = require('electron')
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')

protocol.registerSchemesAsPrivileged([{ scheme: 'fovea', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } }])
void import(pathToFileURL(join(__dirname, '..', '..', 'out', 'main', 'index.js')).href)
