import type { ComponentChildren } from 'preact';
import { formatDate } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import { t } from './text.ts';
import './paper.css';

/**
 * A paper: the frame of one printed page (of a passbook, a loan card, a receipt). It names neither the programme nor
 * the person who made it. The member's name is on it only if she wants that; otherwise there is a line on which to write
 * it by hand. At its foot is a line for the signature.
 */
export function PaperFrame({
  title,
  name,
  asOf,
  children,
}: {
  readonly title: string;
  /** The member's name; undefined if she does not want it on the paper. */
  readonly name: string | undefined;
  /** The day for which the paper is right, `YYYY-MM-DD`. */
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
