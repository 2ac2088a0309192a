import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { LeftOut } from './left-out.tsx';
import type { MemberRecord } from './member-record.ts';
import { t } from './text.ts';
import { Unfolding } from './unfolding.tsx';

/**
 * In the record shown to a woman, her money: her savings, her loans with what each is for, and the entries behind
 * them.
 */
export function Money({
  record: { savings },
  isPrinted,
}: {
  readonly record: MemberRecord;
  /** On paper the entries are unfolded. */
  readonly isPrinted: boolean;
}) {
  const language = useLanguage();
  return (
    <>
      <h3>{t('record.money')}</h3>
      <p>
        {t('record.savings', { amount: formatRupees(savings.savingsPaise) })}{' '}
        {/* With a single loan, its own line below says what she owes. */}
        {savings.loansOutstandingPaise > 0 &&
          savings.loans.length !== 1 &&
          t('record.owes', { amount: formatRupees(savings.loansOutstandingPaise) })}
      </p>
      {savings.loans.length > 0 && (
        <ul class="plain">
          {savings.loans.map(({ loanId, disbursedOn, principalPaise, outstandingPaise, purpose }) => (
            <li key={loanId}>
              {t('record.loan', {
                amount: formatRupees(principalPaise),
                date: formatDate(disbursedOn, language),
                left: formatRupees(outstandingPaise),
              })}
              {purpose !== undefined && (
                <span class="part">{t('record.loanFor', { purpose: t(`record.loanFor.${purpose}`) })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <LeftOut count={savings.loansLeftOut} />
      {savings.statement.length > 0 && (
        <Unfolding label={t('record.statement', { count: savings.statement.length })} isOpen={isPrinted}>
          <ul class="plain">
            {savings.statement.toReversed().map((line, index) => (
              <li key={`${line.heldOn} ${line.kind} ${index}`}>
                {formatDate(line.heldOn, language)}: {t(`record.entry.${line.kind}`)}{' '}
                {formatRupees('moveId' in line ? line.savingsPaise : line.amountPaise)}
                {'moveId' in line && line.loansPaise > 0 && (
                  <span class="part">
                    {t('record.entry.movedLoans', { amount: formatRupees(line.loansPaise) })}
                  </span>
                )}
                {line.reversed && <strong class="part">{t('record.takenBackSheet')}</strong>}
              </li>
            ))}
          </ul>
          {savings.statementSince !== undefined && (
            <p>{t('record.since', { date: formatDate(savings.statementSince, language) })}</p>
          )}
        </Unfolding>
      )}
    </>
  );
}
