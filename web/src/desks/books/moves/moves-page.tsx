import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { Fold } from '../../frame/fold.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { useGroupMembers } from '../group-members.ts';
import { MoveCard } from './move-card.tsx';
import { MoveForm } from './move-form.tsx';

type MovesProps = { readonly api: Api; readonly groupId: string };

/** The desk's page of a group's moves: the forms by which it divides or joins another, and all moves from and to it, to be taken back. */
export function MovesPage({ api, groupId }: MovesProps) {
  const members = useGroupMembers(api, groupId);
  const reading = useRead(['moves', groupId], async () => {
    const [moves, groups] = await Promise.all([
      readList(api, 'GET /api/collectives/{id}/moves', { path: { id: groupId } }),
      readList(api, 'GET /api/collectives', {}),
    ]);
    return { moves, groupNames: new Map(groups.items.map(({ id, name }) => [id, name])) };
  });
  const readAgain = async () => {
    await Promise.all([members.refetch(), reading.refetch()]);
  };
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('moves')}>
      <p class="soft">{t('moves.explain')}</p>
      <Reading of={members}>
        {(allMembers) => {
          const currentMembers = allMembers.filter(({ exitedOn }) => exitedOn === undefined);
          return (['divide', 'join'] as const).map((kind) => (
            <Fold label={`move.${kind}`} key={kind}>
              <p class="soft">{t(`move.${kind}.explain`)}</p>
              <MoveForm
                // A move changes how many members there are, and then the form begins anew.
                key={currentMembers.length}
                api={api}
                groupId={groupId}
                kind={kind}
                members={currentMembers}
                onDone={readAgain}
              />
            </Fold>
          ));
        }}
      </Reading>
      <h3>{t('moves.all')}</h3>
      <Reading of={reading}>
        {({ moves: { items, isWhole }, groupNames }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            {items.length === 0 && <p>{t('nothing')}</p>}
            {items.map((move) => (
              <MoveCard
                key={move.id}
                api={api}
                groupId={groupId}
                move={move}
                groupNames={groupNames}
                onReversed={readAgain}
              />
            ))}
          </>
        )}
      </Reading>
    </OpenedRecord>
  );
}
