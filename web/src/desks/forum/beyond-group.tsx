import { officeBodies } from '../../../../functions/shared/kinds/member-words.ts';
import { Figure, Figures } from '../../design/figure.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { t } from '../text.ts';
import { codeColumn, dateColumn, districtColumn } from './bench-columns.tsx';
import { type BenchRow, type HeldOffice, officesBeyondGroup } from './bench-rules.ts';

/** Members with an office beyond their group. */
export function BeyondGroup({ bench }: { readonly bench: readonly BenchRow[] }) {
  const heldOffices = officesBeyondGroup(bench);
  return (
    <>
      <h2>{t('bench.beyond')}</h2>
      <Figures>
        {officeBodies
          .filter((body) => body !== 'collective')
          .map((body) => (
            <Figure
              key={body}
              isSmall
              label={t(`officeBody.${body}`)}
              value={heldOffices.filter(({ office }) => office.body === body).length}
            />
          ))}
      </Figures>
      <DeskTable
        list="offices"
        loggedIdsOf={({ member }) => [member.id]}
        caption={t('bench.beyond')}
        empty={t('nothing')}
        rows={heldOffices}
        keyOf={({ office }) => office.id}
        columns={[
          codeColumn<HeldOffice>(),
          districtColumn<HeldOffice>(),
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
          dateColumn<HeldOffice>('from', t('office.from'), ({ office }) => office.from),
          dateColumn<HeldOffice>('to', t('office.to'), ({ office }) => office.to),
        ]}
      />
    </>
  );
}
