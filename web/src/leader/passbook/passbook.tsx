import { useState } from 'preact/hooks';
import { Figure, Figures } from '../../design/figure.tsx';
import { formatDate, formatMonth, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { linesOfStatement } from '../../papers/account-from-server.ts';
import { interestByYear, type PaperLine } from '../../papers/paper-content.ts';
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
import { allLines, linesByMonth } from './passbook-lines.ts';

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

/** Her entries month by month: those on this phone, and the older ones once she has asked for them. */
function Statement({ member }: { readonly member: Member }) {
  const { workspace } = useHere();
  const [linesFromServer, setLinesFromServer] = useState<readonly PaperLine[]>([]);
  /** `some`: only the lines on this phone are shown; `all`: those from the server too. */
  const [state, setState] = useState<'some' | 'busy' | 'offline' | 'all'>('some');
  /** The first day of the lines from the server, if it left out older ones. */
  const [since, setSince] = useState<string>();
  const lines = allLines(workspace.rows, member.id, linesFromServer);
  const readOlder = async () => {
    setState('busy');
    try {
      const { statement, statementSince } = await workspace.callServer((api) =>
        api.request('GET /api/members/{id}/savings', { path: { id: member.id } }),
      );
      setLinesFromServer(linesOfStatement(statement));
      setSince(statementSince);
      setState('all');
    } catch {
      setState('offline');
    }
  };
  return (
    <>
      <h2>{t('passbook.statement')}</h2>
      {lines.length === 0 && <p>{t('passbook.nothing')}</p>}
      {interestByYear(lines).map(({ firstOn, lastOn, paise }) => (
        <p key={firstOn}>
          {t('passbook.interest', {
            from: formatDate(firstOn, language()),
            to: formatDate(lastOn, language()),
            amount: formatRupees(paise),
          })}
        </p>
      ))}
      {linesByMonth(lines, member.savingsPaise).map(({ month, lines: linesOfMonth, savingsPaise }) => (
        <section key={month}>
          <h3>{formatMonth(month, language())}</h3>
          <ul class="plain">
            {linesOfMonth.map(({ sheetId, on, kind, amountPaise }, index) => (
              <li key={`${sheetId} ${kind} ${index}`}>
                {formatDate(on, language())}
                <span class="part">
                  {t(`line.${kind}`)} {formatRupees(amountPaise)}
                </span>
              </li>
            ))}
          </ul>
          <p>{t('passbook.monthEnd', { amount: formatRupees(savingsPaise) })}</p>
        </section>
      ))}
      {since !== undefined && (
        <p class="soft">{t('passbook.since', { date: formatDate(since, language()) })}</p>
      )}
      {state === 'offline' && (
        <p class="warning" role="alert">
          {t('passbook.offline')}
        </p>
      )}
      {state !== 'all' && (
        <button type="button" class="second" disabled={state === 'busy'} onClick={() => void readOlder()}>
          {t('passbook.older')}
        </button>
      )}
    </>
  );
}
