import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { codeColumn, countColumn, dateColumn, districtColumn } from './bench-columns.tsx';
import { type BenchRow, benchOf, facilitatorsOf, trainedWithoutOffice } from './bench-rules.ts';
import { BeyondGroup } from './beyond-group.tsx';

/** The most pages that are read of each of the API's lists: enough for the members and the outreach of ten years. */
const maxPages = 50;

/**
 * The desk's page of the forum's bench: members who were trained and hold no office yet, members who facilitate, and those
 * with an office beyond their group.
 */
export function BenchPage({ api }: { readonly api: Api }) {
  const reading = useRead(['bench'], async () => {
    const [members, outreach] = await Promise.all([
      readList(api, 'GET /api/members', {}, maxPages),
      readList(api, 'GET /api/outreach', {}, maxPages),
    ]);
    return {
      bench: benchOf(members.items, outreach.items, todayInIndia()),
      isWhole: members.isWhole && outreach.isWhole,
    };
  });
  return (
    <Reading of={reading}>
      {({ bench, isWhole }) => (
        <>
          {!isWhole && <p class="warning">{t('more')}</p>}
          <p class="soft">
            {t('bench.explain')} {t('bench.leads')}
          </p>
          <TrainedWithoutOffice bench={bench} />
          <Facilitating bench={bench} />
          <BeyondGroup bench={bench} />
        </>
      )}
    </Reading>
  );
}

/** Members who were trained and hold no office yet. */
function TrainedWithoutOffice({ bench }: { readonly bench: readonly BenchRow[] }) {
  return (
    <>
      <h2>{t('bench.waiting')}</h2>
      <DeskTable
        list="bench"
        loggedIdsOf={({ member }) => [member.id]}
        caption={t('bench.waiting')}
        empty={t('bench.noneWaiting')}
        rows={trainedWithoutOffice(bench)}
        keyOf={({ member }) => member.id}
        columns={[
          codeColumn<BenchRow>(),
          districtColumn<BenchRow>(),
          dateColumn<BenchRow>('trainedOn', t('bench.trainedOn'), ({ trainedOn }) => trainedOn),
          countColumn<BenchRow>('trainings', t('bench.trainings'), ({ trainings }) => trainings),
          countColumn<BenchRow>(
            'facilitations',
            t('bench.facilitations'),
            ({ facilitations }) => facilitations,
          ),
          dateColumn<BenchRow>('leaderSince', t('bench.chosenOn'), ({ member }) => member.leaderSince),
        ]}
      />
    </>
  );
}

/** Members who facilitate. */
function Facilitating({ bench }: { readonly bench: readonly BenchRow[] }) {
  return (
    <>
      <h2>{t('bench.facilitating')}</h2>
      <DeskTable
        list="facilitators"
        loggedIdsOf={({ member }) => [member.id]}
        caption={t('bench.facilitating')}
        empty={t('nothing')}
        rows={facilitatorsOf(bench)}
        keyOf={({ member }) => member.id}
        columns={[
          codeColumn<BenchRow>(),
          districtColumn<BenchRow>(),
          countColumn<BenchRow>(
            'facilitations',
            t('bench.facilitations'),
            ({ facilitations }) => facilitations,
          ),
          dateColumn<BenchRow>(
            'facilitatedOn',
            t('bench.facilitatedOn'),
            ({ facilitatedOn }) => facilitatedOn,
          ),
          countColumn<BenchRow>('offices', t('offices'), ({ offices }) => offices.length),
        ]}
      />
    </>
  );
}
