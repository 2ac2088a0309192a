import { formatRupees } from '../i18n/format.ts';
import { loanCardOf } from './loan-card-content.ts';
import type { PaperLoan } from './paper-content.ts';
import { PaperFrame } from './paper-frame.tsx';
import { Amount, dateOf, Headings, type PaperProps, textOfKind } from './paper-parts.tsx';
import { t } from './text.ts';

/** The card of one loan: its terms and its outstanding principal, the plan of instalments, and the payments so far. */
export function LoanCard({ account, name, asOf, loan }: PaperProps & { readonly loan: PaperLoan }) {
  const { instalments, rows: payments, paidBeforePaise } = loanCardOf(loan, account.lines);
  const { disbursedOn, ratePerMonthBasisPoints } = loan;
  return (
    <PaperFrame title={t('paper.loanCard')} name={name} asOf={asOf}>
      <p>
        {disbursedOn !== undefined && `${t('paper.loanOn', { date: dateOf(disbursedOn) })} · `}
        <strong>{formatRupees(loan.principalPaise)}</strong>
        {/* 100 basis points are one per cent. */}
        {ratePerMonthBasisPoints !== undefined &&
          ` · ${t('paper.rate', { rate: String(ratePerMonthBasisPoints / 100) })}`}
      </p>
      <p>
        {t('paper.left')}: <strong>{formatRupees(loan.outstandingPaise)}</strong>
      </p>
      {instalments.length === 0 ? (
        <p>{t('paper.noPlan')}</p>
      ) : (
        <table>
          <caption>{t('paper.plan')}</caption>
          <Headings texts={['paper.dueOn']} amounts={['paper.instalment', 'paper.paid']} />
          <tbody>
            {instalments.map(({ dueOn, amountPaise, paidPaise }) => (
              <tr key={dueOn}>
                <td>{dateOf(dueOn)}</td>
                <Amount paise={amountPaise} />
                <td class="number">{paidPaise > 0 && formatRupees(paidPaise)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(payments.length > 0 || paidBeforePaise > 0) && (
        <table>
          <caption>{t('paper.payments')}</caption>
          <Headings texts={['paper.date', 'paper.what']} amounts={['paper.amount', 'paper.left']} />
          <tbody>
            {paidBeforePaise > 0 && (
              <tr>
                <td />
                <td>{t('paper.paidBefore')}</td>
                <Amount paise={paidBeforePaise} />
                <Amount paise={loan.principalPaise - paidBeforePaise} />
              </tr>
            )}
            {payments.map((payment, index) => (
              <tr key={index}>
                <td>{dateOf(payment.on)}</td>
                <td>{textOfKind(payment)}</td>
                <Amount paise={payment.amountPaise} />
                <Amount paise={payment.leftPaise} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PaperFrame>
  );
}
