import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText, InstantText } from '../../design/date.tsx';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import { AskForDrill, Drill, DrillRunning } from './drill.tsx';
import { doKeyOf, foundKeyOf, notFineByWeight } from './health-rules.ts';
import './health.css';

type HealthState = AnswerOf<'GET /api/health/state'>;
type Row = HealthState['rows'][number];

const tones = { act: 'bad', look: 'care', fine: 'good' } as const;

type HealthProps = {
  readonly api: Api;
  /** What else waits for the administrator, to be shown below what is not well. */
  readonly children: ComponentChildren;
};

/**
 * Tells the administrator whether the system is well. If it is, one line says so. Otherwise a list says what is not well, the most
 * serious first, with what to do and who can do it; and a line says whom to call.
 */
export function Health({ api, children }: HealthProps) {
  const language = useLanguage();
  const [isLooking, setLooking] = useState(false);
  const health = useRead(['health'], () => api.request('GET /api/health/state', {}));
  const lookAgain = async (): Promise<void> => {
    setLooking(true);
    await health.refetch();
    setLooking(false);
  };
  return (
    <section class="health" aria-label={t('health')}>
      <Reading of={health}>
        {({ at, rows, callPhone }) => {
          const notFine = notFineByWeight(rows);
          const drill = rows.find(({ code }) => code === 'drill');
          return (
            <>
              {notFine.length === 0 ? (
                <p class="notice">{t('health.well')}</p>
              ) : (
                <>
                  <p class="warning">
                    {t('health.notWell', { count: notFine.length })}{' '}
                    {callPhone === undefined
                      ? t('health.callNobody')
                      : t('health.call', { phone: callPhone.replaceAll(' ', '\u00a0') })}
                  </p>
                  <ul>
                    {notFine.map((row) => (
                      <li key={row.code}>
                        <RowToMend api={api} row={row} onAsked={health.refetch} />
                      </li>
                    ))}
                  </ul>
                </>
              )}
              {children}
              {/* A drill that is not fine is in the list above. */}
              {drill !== undefined && !notFine.includes(drill) && (
                <Drill api={api} row={drill} lookedAt={at} onAsked={health.refetch} />
              )}
              <Fold label="health.others">
                <dl class="facts">
                  {rows
                    // The drill has a section of its own.
                    .filter((row) => row.state === 'fine' && row !== drill)
                    .flatMap((row) => [
                      <dt key={row.code}>{t(`health.${row.code}`)}</dt>,
                      <dd key={`${row.code} found`}>{foundIn(row, language)}</dd>,
                    ])}
                </dl>
              </Fold>
              <p class="looked">
                <span>{t('health.lookedAt', { when: formatInstant(at, language) })}</span>
                <button
                  type="button"
                  class="second small"
                  disabled={isLooking}
                  onClick={() => void lookAgain()}
                >
                  {t('health.again')}
                </button>
              </p>
            </>
          );
        }}
      </Reading>
    </section>
  );
}

/** A row that is not fine: what was found, what to do, and who can do it. */
function RowToMend({
  api,
  row,
  onAsked,
}: {
  readonly api: Api;
  readonly row: Row;
  readonly onAsked: () => Promise<unknown>;
}) {
  const language = useLanguage();
  const { code, state, who = 'engineer', since, alarms = [], phones = [] } = row;
  const found = foundIn(row, language);
  // Only the row of the drill has `running`. While a drill runs, nobody has to start one.
  const isDrillRunning = row.running !== undefined;
  const askedPack = useAskedPack(api, code);
  const nextText = isDrillRunning ? 'health.drill.wait' : (askedPack ?? doKeyOf(row));
  const isUnderWay = isDrillRunning || askedPack !== undefined;
  return (
    <article>
      <h2>
        {t(`health.${code}`)} <Badge tone={tones[state]}>{t(`health.state.${state}`)}</Badge>
      </h2>
      <p>{t(foundKeyOf(row))}</p>
      <dl class="facts">
        <dt>{t('health.do')}</dt>
        <dd>{t(nextText)}</dd>
        {!isUnderWay && (
          <>
            <dt>{t('health.who')}</dt>
            <dd>{t(`health.who.${who}`)}</dd>
          </>
        )}
        {found !== undefined && (
          <>
            <dt>{t('health.found')}</dt>
            <dd>{found}</dd>
          </>
        )}
      </dl>
      {alarms.length > 0 && (
        <ul class="alarms">
          {alarms.map(({ name, impact, since: began }) => (
            <li key={name}>
              <span lang="en">{impact}</span> <InstantText at={began} />
            </li>
          ))}
        </ul>
      )}
      {phones.length > 0 && <Phones api={api} phones={phones} />}
      {code === 'drill' && <DrillRunning row={row} onAsked={onAsked} />}
      {code === 'drill' && !isDrillRunning && who === 'administrator' && (
        <AskForDrill api={api} onAsked={onAsked} />
      )}
      {since !== undefined && (
        <p class="hint">{t('health.since', { when: formatInstant(since, language) })}</p>
      )}
    </article>
  );
}

/** The text for a copy of the data that was asked for and is not made yet; undefined if there is none, and for other rows. */
function useAskedPack(api: Api, code: Row['code']): MessageKey | undefined {
  const { data } = useRead(['asked pack', code], async () => {
    if (code !== 'pack') return [];
    const { items } = await api.request('GET /api/data-handovers', {});
    return items.map(({ state }) => state);
  });
  if (data?.includes('making')) return 'health.pack.making';
  return data?.includes('waiting') ? 'health.pack.asked' : undefined;
}

/** The people whose phones somebody should ask about, each with a link to her page. */
function Phones({ api, phones }: { readonly api: Api; readonly phones: NonNullable<Row['phones']> }) {
  const people = useRead(['people'], () => readList(api, 'GET /api/users', {}));
  const names = new Map((people.data?.items ?? []).map(({ id, name }) => [id, name]));
  return (
    <ul class="names">
      {phones.map(({ personId, seenOn, reason }, index) => (
        <li key={index}>
          <a href={hrefOf('people', personId)}>{names.get(personId) ?? t('health.aPhone')}</a>{' '}
          {t(`health.phone.${reason}`)} <DateText on={seenOn} />
        </li>
      ))}
    </ul>
  );
}

const dollars = (cents = 0): string => (cents / 100).toFixed(2);

/** The text for a row of something that has not happened yet, if that is fine; otherwise undefined. */
const noneYetText = ({ state }: Row): string | undefined =>
  state === 'fine' ? t('health.noneYet') : undefined;

/** What was found, if a short text can say it. */
function foundIn(row: Row, language: ReturnType<typeof useLanguage>): ComponentChildren {
  if (row.reason === 'unread') return undefined;
  switch (row.code) {
    case 'backup':
      return row.at === undefined
        ? noneYetText(row)
        : t('health.backup.found', { when: formatInstant(row.at, language) });
    case 'drill':
    case 'pack':
      return row.at === undefined ? noneYetText(row) : <InstantText at={row.at} />;
    case 'seals':
      return row.sealedUntil === undefined
        ? noneYetText(row)
        : t('health.seals.found', { on: formatDate(row.sealedUntil, language) });
    case 'month':
      return row.month === undefined ? noneYetText(row) : formatMonth(row.month, language);
    case 'mail':
      return t('health.mail.found', { confirmed: row.confirmed ?? 0, pending: row.pending ?? 0 });
    case 'queues':
      return t('health.queues.found', { waiting: row.waitingMessages ?? 0, failed: row.deadLetters ?? 0 });
    case 'alarms':
      return row.state === 'fine' ? t('health.alarms.none') : undefined;
    case 'phones':
      return t('health.phones.found', { count: row.phonesInUse ?? 0, ask: row.phones?.length ?? 0 });
    case 'version':
      return row.deployed === undefined ? undefined : t('health.version.found', { version: row.deployed });
    case 'cost':
      return t('health.cost.found', {
        spent: dollars(row.spentUsdCents),
        budget: dollars(row.budgetUsdCents),
      });
  }
}
