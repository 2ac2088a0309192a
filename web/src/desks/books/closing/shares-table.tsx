import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { t } from '../../text.ts';
import type { GroupMember } from '../group-members.ts';
import { memberColumn, savingsColumn } from '../sheets/member-columns.tsx';
import type { Sharer, sharesOf } from './year-end-rules.ts';

type SharesTableProps = {
  readonly members: readonly GroupMember[];
  readonly names: ReadonlyMap<string, string>;
  readonly sharers: readonly Sharer[];
  readonly shares: ReturnType<typeof sharesOf>['shares'];
};

/** What each member has saved, how often she was present, and her share. */
export function SharesTable({ members, names, sharers, shares }: SharesTableProps) {
  const codes = new Map(members.map(({ id, code }) => [id, code]));
  const shareById = new Map(shares.map((share) => [share.memberId, share.amountPaise]));
  return (
    <DeskTable
      list="shares"
      loggedIdsOf={({ memberId }) => [memberId]}
      caption={t('yearEnd.shares')}
      empty={t('nothing')}
      rows={sharers}
      keyOf={({ memberId }) => memberId}
      columns={[
        memberColumn(codes, names),
        savingsColumn(),
        {
          key: 'present',
          title: t('yearEnd.present'),
          value: (sharer) => sharer.timesPresent,
          isNumber: true,
          exported: true,
        },
        {
          key: 'share',
          title: t('yearEnd.share'),
          value: ({ memberId }) => shareById.get(memberId) ?? 0,
          isMoney: true,
          exported: true,
        },
      ]}
    />
  );
}
