/** What the device prefers, as the page shall take it; `system` is what it really prefers. */
export type Preferences = {
  readonly scheme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
};

const always = '(min-width: 0px)';
const never = '(max-width: 0px)';
const originals = new Map<CSSMediaRule, string>();

/**
 * Shows the gallery in another theme, as on a device with these preferences: the conditions of the page's own style
 * sheets are written anew, so that they need nothing beside the media queries for it.
 */
export function prefer({ scheme, contrast }: Preferences): void {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const original = originals.get(rule) ?? rule.media.mediaText;
      originals.set(rule, original);
      rule.media.mediaText = original
        .replace('(prefers-color-scheme: dark)', (condition) =>
          scheme === 'system' ? condition : scheme === 'dark' ? always : never,
        )
        .replace('(prefers-contrast: more)', (condition) => (contrast === 'system' ? condition : always));
    }
  }
}
