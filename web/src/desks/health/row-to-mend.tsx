import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText, InstantText } from '../../design/date.tsx';
import { formatInstant } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import { AskForDrill, DrillRunning } from './drill.tsx';
import { foundIn } from './found-text.tsx';
import { doKeyOf, foundKeyOf } from './health-rules.ts';

type Row = AnswerOf<'GET /api/health/state'>['rows'][number];

const tones = { act: 'bad', look: 'care', fine: 'good' } as const;

/** A row that is not fine: what was found, what to do, and who can do it. */
export function RowToMend({
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
  // Something that is under way already gets a text to wait, in place of what to do and who can do it.
  const askedPack = useAskedPack(api, code);
  const waitText = isDrillRunning ? 'health.drill.wait' : askedPack;
  return (
    <article>
      <h2>
        {t(`health.${code}`)} <Badge tone={tones[state]}>{t(`health.state.${state}`)}</Badge>
      </h2>
      <p>{t(foundKeyOf(row))}</p>
      <dl class="facts">
        <dt>{t('health.do')}</dt>
        <dd>{t(waitText ?? doKeyOf(row))}</dd>
        {waitText === undefined && (
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

/**
 * For the row of the copy of all data (`pack`): the text for a copy that was asked for and is not made yet; undefined if there is none,
 * and for other rows.
 */
function useAskedPack(api: Api, code: Row['code']): MessageKey | undefined {
  const { data } = useRead(['asked pack', code], async () => {
    // A hook can't be left out for the other rows, so it reads nothing for them.
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
