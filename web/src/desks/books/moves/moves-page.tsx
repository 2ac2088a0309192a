import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import type { ItemOf } from '../../../api/routes.ts';
import { DateText } from '../../../design/date.tsx';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { useCodes } from '../../frame/codes.ts';
import { Fold } from '../../frame/fold.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { useGroupMembers } from '../group-members.ts';
import { ReverseForm } from '../reverse-form.tsx';
import { ShowNames } from '../show-names.tsx';
import { MoveForm } from './move-form.tsx';

type MovesProps = { readonly api: Api; readonly groupId: string };
type Move = ItemOf<'GET /api/collectives/{id}/moves'>;

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

type MoveCardProps = MovesProps & {
  readonly move: Move;
  readonly groupNames: ReadonlyMap<string, string>;
  readonly onReversed: () => Promise<unknown>;
};

/** A link to one of the two groups of a move. */
const GroupLink = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <a href={hrefOf('groups', id)}>{name}</a>
);

/** One move: from whom to whom, who and what went, and taking it back. */
function MoveCard({ api, groupId, move, groupNames, onReversed }: MoveCardProps) {
  const language = useLanguage();
  const codes = useCodes(api, move.members);
  const [womensNames, setWomensNames] = useState<ReadonlyMap<string, string>>(new Map());
  const nameOf = (id: string) => groupNames.get(id) ?? t('collective');
  /** The names of the group that gives and of the group that receives. An amount below zero went the other way. */
  const wayOf = (paise: number): string =>
    (paise < 0 ? [move.to, move.from] : [move.from, move.to]).map(nameOf).join(' → ');
  // Facts of which there is nothing are undefined, and left out below.
  const countText = (count: number) => (count === 0 ? undefined : String(count));
  const amountText = (paise: number) => (paise === 0 ? undefined : formatRupees(paise));
  const transferText = (paise: number) =>
    paise === 0 ? undefined : `${formatRupees(Math.abs(paise))} (${wayOf(paise)})`;
  const sumOfHoldings = (of: 'savingsPaise' | 'loansPaise') =>
    move.holdings.reduce((total, holding) => total + holding[of], 0);
  const facts = [
    ['move.count', countText(move.members.length)],
    ['savings', amountText(sumOfHoldings('savingsPaise'))],
    ['loans', amountText(sumOfHoldings('loansPaise'))],
    ['cash', transferText(move.cashPaise)],
    ['groups.bank', transferText(move.bankPaise)],
    ['groups.grants', amountText(move.own.grantsPaise)],
    ['groups.surplus', amountText(move.own.surplusPaise)],
    ['borrowings', countText(move.own.borrowingIds.length)],
  ] as const;
  const day = formatDate(move.on, language);
  return (
    <section class="card" aria-label={day}>
      <h4>
        <DateText on={move.on} /> · <GroupLink id={move.from} name={nameOf(move.from)} /> →{' '}
        <GroupLink id={move.to} name={nameOf(move.to)} />
      </h4>
      {move.reversed !== undefined && (
        <p class="warning">
          {t('move.reversed')}: {move.reversed.reason}
        </p>
      )}
      {move.reason !== undefined && <p>{move.reason}</p>}
      {move.members.length > 0 && (
        <>
          <ul class="plain">
            {move.members.map((id) => (
              <li key={id}>
                <a class="code" href={hrefOf('members', id)}>
                  {codes?.get(id)?.code ?? t('member')}
                </a>{' '}
                <bdi>{womensNames.get(id)}</bdi>
              </li>
            ))}
          </ul>
          <ShowNames api={api} memberIds={move.members} onNames={setWomensNames} />
        </>
      )}
      <dl class="facts">
        {facts
          .filter(([, text]) => text !== undefined)
          .map(([label, text]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {move.reversed === undefined && (
        <ReverseForm
          label="move.reverse"
          title={t('move.reverse.ask', { day })}
          explain={t('move.reverse.will')}
          onReverse={async (body) => {
            await api.request('POST /api/collectives/{id}/moves/{moveId}/reversal', {
              path: { id: groupId, moveId: move.id },
              body,
            });
            await onReversed();
          }}
        />
      )}
    </section>
  );
}
