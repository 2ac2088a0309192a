import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { collectivesOf } from '../balances.ts';
import { useHere, useStatus } from '../context.ts';
import { Frame } from '../frame.tsx';
import { cases, meetings } from '../kinds.ts';
import { t } from '../text.ts';

/** Dates: follow-ups, and when each collective last met. */
export function Due() {
  const { desk, go } = useHere();
  useStatus();
  const visits = desk.rows
    .all(cases)
    .flatMap((file) =>
      file.nextDue === undefined || file.status === 'closed' ? [] : [{ ...file, due: file.nextDue }],
    )
    .toSorted((a, b) => a.due.localeCompare(b.due));
  const held = desk.rows.all(meetings).filter(({ isReversed }) => !isReversed);
  return (
    <Frame title={t('due.title')} back={{ name: 'home' }}>
      <h2>{t('due.visits')}</h2>
      {visits.length === 0 && <p>{t('due.noVisits')}</p>}
      {visits.map(({ id, code, due, kind }) => (
        <button type="button" class="choice" key={id} onClick={() => go({ name: 'case', id })}>
          {formatDate(due, language())} · {code ?? t('members.noCode')}
          <span class="part">
            {due < todayInIndia() ? `${t('due.overdue')} · ` : ''}
            {t(`kind.${kind}`)}
          </span>
        </button>
      ))}
      <h2>{t('due.meetings')}</h2>
      <ul class="plain">
        {collectivesOf(desk.rows).map(({ id, name }) => {
          const last = held
            .filter(({ collectiveId }) => collectiveId === id)
            .map(({ heldOn }) => heldOn)
            .toSorted()
            .at(-1);
          return (
            <li key={id}>
              <strong>{name}</strong>
              <span class="part">
                {last === undefined ? t('due.never') : t('due.last', { date: formatDate(last, language()) })}
              </span>
            </li>
          );
        })}
      </ul>
    </Frame>
  );
}
