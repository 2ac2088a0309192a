import { useLanguage } from '../i18n/use-language.ts';
import { formatValue } from '../months/format.ts';
import type { PublishedValue } from './periods.ts';
import { t } from './text.ts';

type RevisedProps = { readonly of: PublishedValue | undefined; readonly unit: string };

/** Beside a number that was revised since its month was published: what was said first. */
export function Revised({ of, unit }: RevisedProps) {
  const language = useLanguage();
  if (of?.isUntold === true) return <small class="revised"> {t('revised.untold')}</small>;
  if (of?.asPublished === undefined) return null;
  return (
    <small class="revised"> {t('revised.from', { was: formatValue(of.asPublished, unit, language) })}</small>
  );
}
