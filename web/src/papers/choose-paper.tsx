import { useState } from 'preact/hooks';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import { LoanCard } from './loan-card.tsx';
import { type MemberAccount, meetingsOf } from './paper-content.ts';
import { printPaper } from './paper-fonts.ts';
import { PassbookPages } from './passbook-pages.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import { t } from './text.ts';

export type ChoosePaperProps = {
  readonly account: MemberAccount;
  readonly name: string;
  /** Today, `YYYY-MM-DD`. */
  readonly asOf: string;
};

/**
 * The choice among a woman's papers, at the staff's desk and on a leader's phone: she chooses one, sees it, and prints
 * it. The page itself is printed, so that the browser stores neither a file nor an address of the paper.
 */
export function ChoosePaper({ account, name, asOf }: ChoosePaperProps) {
  const meetings = meetingsOf(account);
  const loans = account.loans.filter(({ outstandingPaise }) => outstandingPaise > 0);
  /** `passbook`, the id of a loan for its card, or the id of a sheet for its receipt. */
  const [chosenPaper, setChosenPaper] = useState('passbook');
  const [hasName, setHasName] = useState(false);
  const dateOf = (date: string) => formatDate(date, language());
  const options = [
    ['passbook', t('paper.passbook')] as const,
    ...loans.map(({ loanId, disbursedOn, principalPaise }) => {
      const on = disbursedOn === undefined ? '' : `${dateOf(disbursedOn)}, `;
      return [loanId, `${t('paper.loanCard')}: ${on}${formatRupees(principalPaise)}`] as const;
    }),
    ...meetings.map(({ sheetId, on }) => [sheetId, `${t('paper.receipt')}: ${dateOf(on)}`] as const),
  ];
  const paperProps = { account, name: hasName ? name : undefined, asOf };
  const loan = loans.find(({ loanId }) => loanId === chosenPaper);
  return (
    <>
      <label class="field">
        {t('papers.choose')}
        <select value={chosenPaper} onChange={({ currentTarget }) => setChosenPaper(currentTarget.value)}>
          {options.map(([value, text]) => (
            <option key={value} value={value} selected={value === chosenPaper}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="paper-choice">
        <input
          type="checkbox"
          checked={hasName}
          onChange={({ currentTarget }) => setHasName(currentTarget.checked)}
        />
        {t('papers.withName')}
      </label>
      <p class="soft">{t('papers.safe')}</p>
      <button type="button" class="primary" onClick={() => void printPaper()}>
        {t('papers.print')}
      </button>
      {chosenPaper === 'passbook' ? (
        <PassbookPages {...paperProps} />
      ) : loan === undefined ? (
        <ReceiptPage {...paperProps} sheetId={chosenPaper} />
      ) : (
        <LoanCard {...paperProps} loan={loan} />
      )}
    </>
  );
}
