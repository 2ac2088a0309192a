import { Figure, Figures } from '../../design/figure.tsx';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { withUnsent } from '../meetings/balances.ts';
import { t } from '../past/text.ts';
import type { Member } from '../row-kinds.ts';
import { outstandingPaiseOf } from '../sheet/row/entries-and-lines.ts';
import { type NextInstalment, nextInstalmentOf } from './next-instalment.ts';
import { Statement } from './statement.tsx';

/**
 * A member's passbook, to be shown to her and read aloud. The screen shows nobody else, and leads nowhere but to "Done"
 * and her papers. It leaves out her name, so that somebody who looks over her shoulder does not learn whose it is.
 */
export function Passbook({ id, isOwn = false }: { readonly id: string; readonly isOwn?: boolean }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const stored = womanOf(workspace.rows, id);
  if (stored === undefined) return <Gone />;
  const member = withUnsent(workspace.rows, stored);
  return (
    <Frame
      title={t('passbook.title')}
      back={isOwn ? { name: 'settings' } : { name: 'member', id }}
      isForShowing
    >
      <p class="soft">{t(isOwn ? 'passbook.yours' : 'passbook.alone')}</p>
      <Money member={member} />
      <Statement member={member} />
      <button type="button" class="second" onClick={() => go({ name: 'papers', id, isOwn })}>
        {t('passbook.paper')}
      </button>
    </Frame>
  );
}

/** The money in a woman's passbook: her savings, her loans, and what is due on each. */
export function Money({ member }: { readonly member: Member }) {
  const loans = member.loans.filter(({ outstandingPaise }) => outstandingPaise > 0);
  return (
    <>
      <Figures>
        <Figure label={t('passbook.savings')} value={formatRupees(member.savingsPaise)} />
        <Figure label={t('passbook.owes')} value={formatRupees(outstandingPaiseOf(member))} />
      </Figures>
      {loans.map((loan) => (
        <ul class="plain" key={loan.loanId}>
          <li>
            {loan.disbursedOn === undefined
              ? t('passbook.loan')
              : t('passbook.loanOf', { date: formatDate(loan.disbursedOn, language()) })}
            {loan.principalPaise !== undefined && (
              <span class="part">
                {t('passbook.principal', { amount: formatRupees(loan.principalPaise) })}
              </span>
            )}
            <span class="part">{t('passbook.left', { amount: formatRupees(loan.outstandingPaise) })}</span>
            <NextInstalmentWords due={nextInstalmentOf(loan, todayInIndia())} />
          </li>
        </ul>
      ))}
      {member.loansLeftOut !== undefined && (
        <p>
          {t('passbook.otherLoans', {
            count: String(member.loansLeftOut.count),
            amount: formatRupees(member.loansLeftOut.outstandingPaise),
          })}
        </p>
      )}
    </>
  );
}

function NextInstalmentWords({ due }: { readonly due: NextInstalment | undefined }) {
  if (due === undefined) return <span class="part">{t('passbook.noInstalments')}</span>;
  const { overduePaise, next } = due;
  return (
    <>
      {overduePaise > 0 && (
        <strong class="part">{t('passbook.overdue', { amount: formatRupees(overduePaise) })}</strong>
      )}
      {next !== undefined && (
        <strong class="part">
          {t('passbook.nextDue', {
            date: formatDate(next.on, language()),
            amount: formatRupees(next.amountPaise),
          })}
        </strong>
      )}
    </>
  );
}
