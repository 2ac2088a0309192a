import { useState } from 'preact/hooks';
import { formatDate, formatMonth, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { linesOfStatement } from '../../papers/account-from-server.ts';
import { interestByYear, type PaperLine } from '../../papers/paper-content.ts';
import { useHere } from '../context.ts';
import { t } from '../past/text.ts';
import type { Member } from '../row-kinds.ts';
import { allLines, linesByMonth } from './passbook-lines.ts';

/** Her entries month by month: those on this phone, and the older ones once she has asked for them. */
export function Statement({ member }: { readonly member: Member }) {
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
