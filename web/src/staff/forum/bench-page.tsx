import { officeBodies } from '../../../../functions/domain/member-words.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { Figure, Figures } from '../../design/figure.tsx';
import type { Column } from '../../design/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Beyond, benchOf, beyondOf, facilitatingOf, type OnBench, waitingOf } from './bench-rules.ts';

/** More than a programme has in ten years. */
const maxPages = 50;

/**
 * The desk's page of the forum's bench: who was trained and holds no office yet, who facilitates, and who holds an
 * office beyond her collective.
 */
export function Bench({ api }: { readonly api: Api }) {
  const read = useRead(['bench'], async () => {
    const [members, outreach] = await Promise.all([
      readList(api, 'GET /api/members', {}, maxPages),
      readList(api, 'GET /api/outreach', {}, maxPages),
    ]);
    return {
      bench: benchOf(members.items, outreach.items, todayInIndia()),
      isWhole: members.isWhole && outreach.isWhole,
    };
  });
  return <Reading of={read}>{(found) => <Tables {...found} />}</Reading>;
}

const code = <Row extends { readonly member: OnBench['member'] }>(): Column<Row> => ({
  key: 'code',
  title: t('code'),
  value: ({ member }) => member.code,
  exported: true,
  cell: ({ member }) => (
    <a class="code" href={hrefOf('members', member.id)}>
      {member.code}
    </a>
  ),
});

const district = <Row extends { readonly member: OnBench['member'] }>(): Column<Row> => ({
  key: 'district',
  title: t('district'),
  value: ({ member }) => nameDistrict(member.district),
  exported: ({ member }) => member.district,
});

const date = <Row,>(key: string, title: string, onOf: (row: Row) => string | undefined): Column<Row> => ({
  key,
  title,
  value: onOf,
  exported: true,
  cell: (row) => {
    const on = onOf(row);
    return on === undefined ? '–' : <DateText on={on} />;
  },
});

const number = <Row,>(key: string, title: string, countOf: (row: Row) => number): Column<Row> => ({
  key,
  title,
  value: countOf,
  exported: true,
  isNumber: true,
});

function Tables({ bench, isWhole }: { readonly bench: readonly OnBench[]; readonly isWhole: boolean }) {
  const [waiting, facilitating, beyond] = [waitingOf(bench), facilitatingOf(bench), beyondOf(bench)];
  return (
    <>
      {!isWhole && <p class="warning">{t('more')}</p>}
      <p class="soft">{t('bench.explain')}</p>
      <h2>{t('bench.waiting')}</h2>
      <DeskTable
        list="bench"
        idsOf={({ member }) => [member.id]}
        caption={t('bench.waiting')}
        empty={t('bench.noneWaiting')}
        rows={waiting}
        keyOf={({ member }) => member.id}
        columns={[
          code<OnBench>(),
          district<OnBench>(),
          date<OnBench>('trainedOn', t('bench.trainedOn'), ({ trainedOn }) => trainedOn),
          number<OnBench>('trainings', t('bench.trainings'), ({ trainings }) => trainings),
          number<OnBench>('facilitations', t('bench.facilitations'), ({ facilitations }) => facilitations),
          date<OnBench>('leaderSince', t('leaderSince'), ({ member }) => member.leaderSince),
        ]}
      />
      <h2>{t('bench.facilitating')}</h2>
      <DeskTable
        list="facilitators"
        idsOf={({ member }) => [member.id]}
        caption={t('bench.facilitating')}
        empty={t('nothing')}
        rows={facilitating}
        keyOf={({ member }) => member.id}
        columns={[
          code<OnBench>(),
          district<OnBench>(),
          number<OnBench>('facilitations', t('bench.facilitations'), ({ facilitations }) => facilitations),
          date<OnBench>('facilitatedOn', t('bench.facilitatedOn'), ({ facilitatedOn }) => facilitatedOn),
          number<OnBench>('offices', t('offices'), ({ offices }) => offices.length),
        ]}
      />
      <h2>{t('bench.beyond')}</h2>
      <Figures>
        {officeBodies
          .filter((body) => body !== 'collective')
          .map((body) => (
            <Figure
              key={body}
              isSmall
              label={t(`officeBody.${body}`)}
              value={beyond.filter(({ office }) => office.body === body).length}
            />
          ))}
      </Figures>
      <DeskTable
        list="offices"
        idsOf={({ member }) => [member.id]}
        caption={t('bench.beyond')}
        empty={t('nothing')}
        rows={beyond}
        keyOf={({ office }) => office.id}
        columns={[
          code<Beyond>(),
          district<Beyond>(),
          {
            key: 'body',
            title: t('office.body'),
            value: ({ office }) => t(`officeBody.${office.body}`),
            exported: true,
          },
          {
            key: 'office',
            title: t('office'),
            value: ({ office }) => t(`office.${office.office}`),
            exported: true,
          },
          date<Beyond>('from', t('office.from'), ({ office }) => office.from),
          date<Beyond>('to', t('office.to'), ({ office }) => office.to),
        ]}
      />
    </>
  );
}
