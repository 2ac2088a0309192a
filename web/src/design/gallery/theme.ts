/** The preferences of a device that the gallery simulates; `system` keeps the real device's. */
export type Preferences = {
  readonly scheme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
};

/** Media conditions that are always and never true. */
const always = '(min-width: 0px)';
const never = '(max-width: 0px)';
/** The conditions before the first change. */
const originalConditions = new Map<CSSMediaRule, string>();

/**
 * Shows the gallery's page as on a device with these preferences. It rewrites the media conditions of the page's style
 * sheets, so that the style sheets themselves need no rules for the gallery.
 */
export function applyPreferences({ scheme, contrast }: Preferences): void {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const original = originalConditions.get(rule) ?? rule.media.mediaText;
      originalConditions.set(rule, original);
      let condition = original;
      if (scheme !== 'system') {
        condition = condition.replace('(prefers-color-scheme: dark)', scheme === 'dark' ? always : never);
      }
      if (contrast === 'more') condition = condition.replace('(prefers-contrast: more)', always);
      rule.media.mediaText = condition;
    }
  }
}
