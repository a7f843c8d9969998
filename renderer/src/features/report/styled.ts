/**
 * Shows a report inside a frame that runs no script. A document made by the window inherits the window's content policy, which
 * refuses <style> and style="": the same rules are put in through the style object model, which the policy allows.
 */
export function styleFrame(frame: HTMLIFrameElement): void {
  const page = frame.contentDocument
  const view = frame.contentWindow as (Window & { CSSStyleSheet: typeof CSSStyleSheet }) | null
  if (!page || !view) return
  const sheets = [...page.querySelectorAll('style')].map((element) => {
    const sheet = new view.CSSStyleSheet({ media: element.media })
    sheet.replaceSync(element.textContent ?? '')
    return sheet
  })
  page.adoptedStyleSheets = sheets
  for (const element of page.querySelectorAll<HTMLElement | SVGElement>('[style]')) element.style.cssText = element.getAttribute('style')!
}
