/* What a report can do where scripts run: sort tables, read curves, hide lines, enlarge pictures, change the theme. Nothing is fetched or kept. */
(() => {
  'use strict'
  const words = __WORDS__
  const all = (selector, from = document) => [...from.querySelectorAll(selector)]
  const element = (name, properties) => Object.assign(document.createElement(name), properties)
  const onPress = (target, act) => {
    target.setAttribute('tabindex', '0')
    target.setAttribute('role', 'button')
    target.addEventListener('click', act)
    target.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      act()
    })
  }

  /** Numbers as numbers, words as words, what is missing last. The first row of a table of results is the baseline and stays. */
  const valueOf = (row, column) => {
    const text = row.cells[column]?.innerText.trim() ?? ''
    const number = Number.parseFloat(text.replace(/[\u202f\u00a0 ]/g, '').replace('\u2212', '-').replace(/^[<+]/, ''))
    return { text, number: Number.isNaN(number) ? null : number }
  }
  for (const table of all('table.sortable')) {
    const heads = all('thead th', table)
    for (const head of heads) {
      if (head.querySelector('svg')) continue
      const column = head.cellIndex
      const press = element('span', { title: words.sort })
      press.append(...head.childNodes)
      head.append(press)
      head.classList.add('sort')
      onPress(press, () => {
        const down = head.getAttribute('aria-sort') === 'ascending'
        for (const other of heads) other.removeAttribute('aria-sort')
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
        const body = table.tBodies[0]
        const rows = [...body.rows].filter((row) => !row.classList.contains('basis'))
        rows.sort((a, b) => {
          const [x, y] = [valueOf(a, column), valueOf(b, column)]
          const order = x.number !== null && y.number !== null ? x.number - y.number : x.number !== null ? -1 : y.number !== null ? 1 : x.text.localeCompare(y.text)
          return down ? -order : order
        })
        body.append(...rows)
      })
    }
  }

  /** Values of all lines at the place pointed at, from the drawing itself. */
  for (const chart of all('svg[data-x]')) {
    const scale = (name) => chart.dataset[name].split(' ').map(Number)
    const [left, right, low, high] = scale('x')
    const [bottom, top, least, most] = scale('y')
    const lines = all('path[data-name]', chart).map((path) => ({
      name: path.dataset.name, line: path.dataset.line,
      points: path.getAttribute('d').slice(1).split('L').map((point) => point.split(' ').map(Number)),
    }))
    const readout = element('p', { className: 'readout dim small' })
    readout.textContent = words.point
    chart.after(readout)
    const rule = document.createElementNS(chart.namespaceURI, 'path')
    rule.setAttribute('stroke', 'var(--line-strong)')
    chart.append(rule)
    const read = (x) => {
      const shown = lines.filter(({ line }) => !chart.classList.contains(`without-${line}`))
      const nearest = shown.flatMap(({ points }) => points).reduce((best, [at]) => (Math.abs(at - x) < Math.abs(best - x) ? at : best), Infinity)
      if (!Number.isFinite(nearest)) return
      rule.setAttribute('d', `M${nearest} ${top}V${bottom}`)
      const value = (y) => (least + ((bottom - y) / (bottom - top)) * (most - least)).toFixed(1)
      const at = low + ((nearest - left) / (right - left)) * (high - low)
      readout.textContent = `${chart.dataset.unit} ${Math.round(at)}: ${shown.flatMap(({ name, points }) => points.filter(([px]) => px === nearest).map(([, y]) => `${name} ${value(y)}`)).join(', ')}`
    }
    chart.addEventListener('pointermove', (event) => {
      const box = chart.getBoundingClientRect()
      read(((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width)
    })
    // A picture has no parts to press.
    chart.setAttribute('role', 'group')
    for (const label of all('text[data-line]', chart)) {
      label.setAttribute('aria-pressed', 'true')
      // The whole name stands in the title already; only the first title of a part is shown.
      label.querySelector('title').textContent += `. ${words.hide}`
      onPress(label, () => {
        const hidden = label.getAttribute('aria-pressed') === 'true'
        label.setAttribute('aria-pressed', String(!hidden))
        chart.classList.toggle(`without-${label.dataset.line}`, hidden)
        for (const part of all(`[data-line="${label.dataset.line}"]`, chart)) part.classList.toggle('off', hidden)
      })
    }
  }

  const dialog = element('dialog', { className: 'large' })
  dialog.addEventListener('click', () => dialog.close())
  document.body.append(dialog)
  for (const tile of all('svg.tile')) {
    tile.setAttribute('aria-label', `${tile.getAttribute('aria-label')}. ${words.enlarge}`)
    onPress(tile, () => {
      const copy = tile.cloneNode(true)
      copy.removeAttribute('tabindex')
      dialog.replaceChildren(copy, element('p', { className: 'small', textContent: tile.getAttribute('aria-label').replace(`. ${words.enlarge}`, '') }))
      dialog.showModal()
    })
  }

  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
  const theme = element('button', { type: 'button', className: 'theme', textContent: words.theme })
  theme.addEventListener('click', () => { document.documentElement.dataset.theme = dark() ? 'light' : 'dark' })
  document.querySelector('main > header').prepend(theme)
})()
