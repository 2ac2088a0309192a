import { useLanguage } from '../../i18n/use-language.ts';
import { formatValue } from '../../months/format-published.ts';
import type { PublishedValue } from '../published-values.ts';
import { t } from '../text.ts';

type RevisionNoteProps = { readonly published: PublishedValue | undefined; readonly unit: string };

/**
 * The note of a revised value, beside the number on the funder's page: the value before the revision, or that the
 * revised one can't be computed.
 */
export function RevisionNote({ published, unit }: RevisionNoteProps) {
  const language = useLanguage();
  if (published?.isOutdated === true) return <small class="revised"> {t('revised.untold')}</small>;
  if (published?.asPublished === undefined) return null;
  return (
    <small class="revised">
      {' '}
      {t('revised.from', { was: formatValue(published.asPublished, unit, language) })}
    </small>
  );
}
