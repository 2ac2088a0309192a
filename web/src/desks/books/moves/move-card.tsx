import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import type { ItemOf } from '../../../api/routes.ts';
import { DateText } from '../../../design/date.tsx';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { useCodes } from '../../frame/codes.ts';
import { t } from '../../text.ts';
import { ReverseForm } from '../reverse-form.tsx';
import { ShowNames } from '../show-names.tsx';

type Move = ItemOf<'GET /api/collectives/{id}/moves'>;

type MoveCardProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly move: Move;
  readonly groupNames: ReadonlyMap<string, string>;
  readonly onReversed: () => Promise<unknown>;
};

/** A link to one of the two groups of a move. */
const GroupLink = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <a href={hrefOf('groups', id)}>{name}</a>
);

/** One move: from whom to whom, who and what went, and taking it back. */
export function MoveCard({ api, groupId, move, groupNames, onReversed }: MoveCardProps) {
  const language = useLanguage();
  const codes = useCodes(api, move.members);
  const [womenNames, setWomenNames] = useState<ReadonlyMap<string, string>>(new Map());
  const nameOf = (id: string) => groupNames.get(id) ?? t('collective');
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
                <bdi>{womenNames.get(id)}</bdi>
              </li>
            ))}
          </ul>
          <ShowNames api={api} memberIds={move.members} onNames={setWomenNames} />
        </>
      )}
      <dl class="facts">
        {factsOf(move, nameOf)
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

/**
 * What went with a move, each fact with the key of its label. The text of a fact is undefined if there is nothing of it.
 * @param nameOf the name of a group
 */
function factsOf(move: Move, nameOf: (id: string) => string) {
  // Which group gave the money and which received it. An amount below zero went the other way.
  const wayOf = (paise: number): string => {
    const [giver, receiver] = paise < 0 ? [move.to, move.from] : [move.from, move.to];
    return `${nameOf(giver)} → ${nameOf(receiver)}`;
  };
  const countText = (count: number) => (count === 0 ? undefined : String(count));
  const amountText = (paise: number) => (paise === 0 ? undefined : formatRupees(paise));
  // A loss is surplus below zero.
  const surplusText = (paise: number) =>
    paise < 0 ? t('move.lossOf', { amount: formatRupees(-paise) }) : amountText(paise);
  const transferText = (paise: number) =>
    paise === 0 ? undefined : `${formatRupees(Math.abs(paise))} (${wayOf(paise)})`;
  const sumOfHoldings = (of: 'savingsPaise' | 'loansPaise') =>
    move.holdings.reduce((total, holding) => total + holding[of], 0);
  return [
    ['move.count', countText(move.members.length)],
    ['savings', amountText(sumOfHoldings('savingsPaise'))],
    ['loans', amountText(sumOfHoldings('loansPaise'))],
    ['cash', transferText(move.cashPaise)],
    ['groups.bank', transferText(move.bankPaise)],
    ['groups.grants', amountText(move.own.grantsPaise)],
    ['groups.surplus', surplusText(move.own.surplusPaise)],
    ['borrowings', countText(move.own.borrowingIds.length)],
  ] as const;
}
