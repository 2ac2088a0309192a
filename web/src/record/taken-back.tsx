import type { ComponentChildren } from 'preact';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { t } from './text.ts';

/** Shows `children` struck through, with the day on which they were taken back; without a reversal as they are. */
export function TakenBack({
  reversal,
  children,
}: {
  readonly reversal: { readonly on: string } | undefined;
  readonly children: ComponentChildren;
}) {
  const language = useLanguage();
  if (reversal === undefined) return <>{children}</>;
  return (
    <>
      <del>{children}</del>{' '}
      <span class="part">{t('record.takenBack', { date: formatDate(reversal.on, language) })}</span>
    </>
  );
}
