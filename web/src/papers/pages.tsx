import type { ComponentChildren } from 'preact';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import { Paper } from './paper.tsx';
import {
  loanCardOf,
  type MemberAccount,
  type PaperLine,
  type PaperLoan,
  pagesOf,
  passbookOf,
  receiptOf,
} from './paper-content.ts';
import { t } from './text.ts';

/** The pages of a woman's papers: her passbook, the card of a loan, and the receipt of a meeting. */

export type PaperProps = {
  readonly account: MemberAccount;
  /** Undefined: the paper has a line on which to write it by hand. */
  readonly name: string | undefined;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
};

/** As many rows as fit on A4 in the print style. */
const rowsPerPage = 26;

const dateOf = (date: string): string => formatDate(date, language());

const textOfKind = ({ kind }: PaperLine): string => t(`paper.${kind}`);

const Amount = ({ paise }: { readonly paise: number }) => <td class="number">{formatRupees(paise)}</td>;

type Heading = Parameters<typeof t>[0];

/** The headings of a paper's table: columns of text, then columns of amounts. */
const Headings = ({
  texts,
  amounts,
}: {
  readonly texts: readonly Heading[];
  readonly amounts: readonly Heading[];
}) => (
  <thead>
    <tr>
      {texts.map((key) => (
        <th scope="col" key={key}>
          {t(key)}
        </th>
      ))}
      {amounts.map((key) => (
        <th scope="col" class="number" key={key}>
          {t(key)}
        </th>
      ))}
    </tr>
  </thead>
);

/** A frame for a table that may be wider than a phone: it scrolls sideways, by keyboard too. */
const ScrollingFrame = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
  <section class="paper-scroll" aria-label={title} tabIndex={0}>
    {children}
  </section>
);

export function PassbookPages({ account, name, asOf }: PaperProps) {
  const { before, rows } = passbookOf(account);
  return (
    <>
      {pagesOf(rows, rowsPerPage).map((page, pageIndex) => (
        <Paper title={t('paper.passbook')} name={name} asOf={asOf} key={pageIndex}>
          <ScrollingFrame title={t('paper.passbook')}>
            <table>
              <Headings
                texts={['paper.date', 'paper.what']}
                amounts={['paper.amount', 'paper.savings', 'paper.owed']}
              />
              <tbody>
                {/* Her balances before the first line, unless both are 0. */}
                {pageIndex === 0 && (before.savingsPaise !== 0 || before.owedPaise !== 0) && (
                  <tr>
                    <td />
                    <td>{t('paper.forward')}</td>
                    <td />
                    <Amount paise={before.savingsPaise} />
                    <Amount paise={before.owedPaise} />
                  </tr>
                )}
                {page.map((row, index) => (
                  <tr key={index}>
                    <td>{dateOf(row.on)}</td>
                    <td>{textOfKind(row)}</td>
                    <Amount paise={row.amountPaise} />
                    <Amount paise={row.savingsPaise} />
                    <Amount paise={row.owedPaise} />
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollingFrame>
        </Paper>
      ))}
    </>
  );
}

export function LoanCard({ account, name, asOf, loan }: PaperProps & { readonly loan: PaperLoan }) {
  const { instalments, rows, paidBeforePaise } = loanCardOf(loan, account.lines);
  const { disbursedOn, ratePerMonthBasisPoints } = loan;
  return (
    <Paper title={t('paper.loanCard')} name={name} asOf={asOf}>
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
      {(rows.length > 0 || paidBeforePaise > 0) && (
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
            {rows.map((row, index) => (
              <tr key={index}>
                <td>{dateOf(row.on)}</td>
                <td>{textOfKind(row)}</td>
                <Amount paise={row.amountPaise} />
                <Amount paise={row.leftPaise} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Paper>
  );
}

export function ReceiptPage({ account, name, sheetId }: PaperProps & { readonly sheetId: string }) {
  const receipt = receiptOf(account, sheetId);
  if (receipt === undefined) return null;
  const totals = [
    ['paper.youPaid', receipt.paidPaise],
    ['paper.youGot', receipt.gotPaise],
    ['paper.savingsNow', receipt.savingsPaise],
    ['paper.owedNow', receipt.owedPaise],
  ] as const;
  return (
    <Paper title={t('paper.receipt')} name={name} asOf={receipt.on}>
      <table>
        <tbody>
          {receipt.lines.map((line, index) => (
            <tr key={index}>
              <td>{textOfKind(line)}</td>
              <Amount paise={line.amountPaise} />
            </tr>
          ))}
          {totals.map(([key, paise]) => (
            <tr key={key}>
              <th scope="row">{t(key)}</th>
              <Amount paise={paise} />
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  );
}
