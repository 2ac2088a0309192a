import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import type { Codes } from '../frame/codes.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

export type Pair = ItemOf<'GET /api/same-women'>;

type PairSidesProps = {
  readonly api: Api;
  readonly pair: Pair;
  /** The names of the groups; undefined until read. */
  readonly groups: Codes | undefined;
  /** Whether the reader may open either woman's page, and look at both names. */
  readonly mayOpen: boolean;
};

/** Two records side by side, the older first: codes, groups, years, what each holds, and what is alike. The names are read when she asks for them. */
export function PairSides({ api, pair, groups, mayOpen }: PairSidesProps) {
  const language = useLanguage();
  const [older, newer] = pair.holdings;
  const rows: readonly (readonly [title: string, values: readonly [string, string]])[] = [
    [t('collective'), pair.collectiveIds.map((id) => groups?.get(id)?.name ?? '–') as [string, string]],
    [t('birthYear'), pair.birthYears.map(String) as [string, string]],
    [t('joinedOn'), pair.joinedOn.map((day) => formatDate(day, language)) as [string, string]],
    [t('savings'), [formatRupees(older.savingsPaise), formatRupees(newer.savingsPaise)]],
    [t('loans'), [formatRupees(older.loansOutstandingPaise), formatRupees(newer.loansOutstandingPaise)]],
  ];
  const [collective, otherCollective] = pair.collectiveIds;
  const alike = [...pair.because, ...(collective === otherCollective ? (['collective'] as const) : [])];
  return (
    <>
      <table class="table compared">
        <caption class="hidden-text">{t('sameWomen.pair')}</caption>
        <thead>
          <tr>
            <td />
            {pair.memberIds.map((memberId, place) => (
              <th scope="col" key={memberId}>
                {mayOpen ? <a href={hrefOf('members', memberId)}>{pair.codes[place]}</a> : pair.codes[place]}
                {pair.keptId === memberId && <> · {t('sameWomen.isKept')}</>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, values]) => (
            <tr key={title} {...(values[0] === values[1] ? {} : { class: 'differs' })}>
              <th scope="row">{title}</th>
              {values.map((value, place) => (
                <td key={pair.memberIds[place]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {alike.length > 0 && (
        <p>
          {t('sameWomen.alike', { what: alike.map((what) => t(`sameWomen.because.${what}`)).join(', ') })}
        </p>
      )}
      {pair.moreAlike !== undefined && <p>{t('sameWomen.moreAlike', { count: pair.moreAlike })}</p>}
      {pair.reason !== undefined && <p>{t('sameWomen.part.why', { reason: pair.reason })}</p>}
      {mayOpen && <Names api={api} pair={pair} />}
    </>
  );
}

/** A button that shows both names. Each name is one reading in the access log. */
function Names({ api, pair }: Pick<PairSidesProps, 'api' | 'pair'>) {
  const [isShown, setShown] = useState(false);
  return isShown ? (
    <ReadNames api={api} pair={pair} />
  ) : (
    <button type="button" class="link" onClick={() => setShown(true)}>
      {t('sameWomen.names')}
    </button>
  );
}

function ReadNames({ api, pair }: Pick<PairSidesProps, 'api' | 'pair'>) {
  const members = useRead(['same-women', 'names', pair.id], () =>
    Promise.all(pair.memberIds.map((id) => api.request('GET /api/members/{id}', { path: { id } }))),
  );
  return (
    <Reading of={members}>
      {(both) => (
        <>
          {both.map(({ id, code, name, birthYear, district }) => (
            <p key={id}>
              {code} <strong>{name}</strong>
              <br />
              {birthYear}, {nameDistrict(district)}
            </p>
          ))}
          <p class="soft">{t('logged.now')}</p>
        </>
      )}
    </Reading>
  );
}
