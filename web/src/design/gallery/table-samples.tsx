import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { Badge } from '../badge.tsx';
import { DateText } from '../date.tsx';
import { Person } from '../person.tsx';
import { Table } from '../table/table.tsx';
import { showToast } from '../toast.tsx';
import { t } from './text.ts';

type SampleMember = {
  readonly code: string;
  readonly name: string | null;
  readonly joinedOn: string;
  readonly savedPaise: number | undefined;
  readonly state: 'active' | 'exited' | 'overdue';
};

/** `Person` shows its fallback for the missing name and for the id. */
const names = [
  'Vennela',
  'వెన్నెల',
  null,
  'Tolikiranam',
  'మల్లిక',
  'Chamanti',
  '019a2f3c-0000-7000-8000-000000000001',
];
const states = ['active', 'active', 'overdue', 'exited'] as const;
/** Twenty members, so that the table has a filter. The factors only put codes, dates and amounts out of order. */
const members: readonly SampleMember[] = Array.from({ length: 20 }, (_, index) => ({
  code: `M-${(index * 7) % 20}`,
  name: names[index % names.length] ?? null,
  joinedOn: addDays('2025-04-01', (index * 37) % 500),
  // Every sixth has no amount.
  savedPaise: index % 6 === 5 ? undefined : ((index * 7919) % 500) * 1_050,
  state: states[index % states.length] ?? 'active',
}));

const tones = { active: 'good', exited: 'plain', overdue: 'care' } as const;

export function Tables() {
  return (
    <>
      <Table
        caption={t('sample.member')}
        empty={t('sample.none')}
        rows={members}
        keyOf={({ code }) => code}
        file={{ name: 'members', onExport: () => showToast(() => t('sample.notice')) }}
        columns={[
          {
            key: 'code',
            title: t('sample.code'),
            cell: ({ code }) => code,
            value: ({ code }) => code,
            exported: true,
          },
          {
            key: 'name',
            title: t('sample.member'),
            cell: ({ name }) => <Person name={name} fallback={t('sample.hidden')} />,
          },
          {
            key: 'joinedOn',
            title: t('sample.joined'),
            cell: ({ joinedOn }) => <DateText on={joinedOn} />,
            value: ({ joinedOn }) => joinedOn,
            exported: true,
          },
          {
            key: 'savedPaise',
            title: t('sample.saved'),
            value: ({ savedPaise }) => savedPaise,
            isMoney: true,
            exported: true,
          },
          {
            key: 'state',
            title: t('sample.state'),
            cell: ({ state }) => <Badge tone={tones[state]}>{t(`sample.${state}`)}</Badge>,
            value: ({ state }) => t(`sample.${state}`),
            exported: ({ state }) => state,
          },
        ]}
      />
      <Table caption={t('sample.none')} empty={t('sample.none')} rows={[]} keyOf={String} columns={[]} />
    </>
  );
}
