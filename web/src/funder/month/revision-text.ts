import type { Language } from '../../i18n/language.ts';
import { formatValue } from '../../months/format-published.ts';
import type { PublishedValue } from '../published-values.ts';
import { t } from '../text.ts';

/**
 * What the funder's pages say of a revised value: the value that was published first, or that the value of now can't be computed. Empty for a value that
 * is as it was published.
 */
export function revisionText(
  published: PublishedValue | undefined,
  unit: string,
  language: Language,
): string {
  if (published?.isOutdated === true) return t('revised.untold');
  return published?.asPublished === undefined
    ? ''
    : t('revised.from', { was: formatValue(published.asPublished, unit, language) });
}
