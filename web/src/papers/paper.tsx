import type { ComponentChildren } from 'preact';
import { formatDate } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import { t } from './text.ts';
import './paper.css';

/**
 * A paper: one printed page of a woman's papers (passbook, loan card, receipt). It names neither the programme nor
 * who made it; her name stands on it only if that was asked for, else there is a line to write it by hand.
 */
export function Paper({
  title,
  name,
  asOf,
  children,
}: {
  readonly title: string;
  readonly name: string | undefined;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  readonly children: ComponentChildren;
}) {
  return (
    <article class="paper" aria-label={title}>
      <h2>{title}</h2>
      <p class="paper-head">
        <span class="paper-name">
          {t('paper.name')}: {name ?? <span class="paper-line" />}
        </span>
        <span>{t('paper.asOf', { date: formatDate(asOf, language()) })}</span>
      </p>
      {children}
      <p class="paper-signature">
        <span class="paper-line" />
        {t('paper.signature')}
      </p>
    </article>
  );
}
