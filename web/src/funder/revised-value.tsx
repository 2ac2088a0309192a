import { useLanguage } from '../i18n/use-language.ts';
import { formatValue } from '../months/format-published.ts';
import type { PublishedValue } from './published-values.ts';
import { t } from './text.ts';

type RevisedValueProps = { readonly of: PublishedValue | undefined; readonly unit: string };

/**
 * Beside a number on the funder's page that was revised since its month was published: the value that was published
 * first.
 */
export function RevisedValue({ of, unit }: RevisedValueProps) {
  const language = useLanguage();
  if (of?.isUntold === true) return <small class="revised"> {t('revised.untold')}</small>;
  if (of?.asPublished === undefined) return null;
  return (
    <small class="revised"> {t('revised.from', { was: formatValue(of.asPublished, unit, language) })}</small>
  );
}
