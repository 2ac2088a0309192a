import type { ComponentChildren } from 'preact';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { showToast } from '../../design/toast.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { PairCards } from './pair-cards.tsx';
import { AskJoin, AskParting } from './pair-forms.tsx';
import type { Pair } from './pair-sides.tsx';
import { readPairs } from './read-pairs.ts';

/** The page of women who may be enrolled twice: each pair side by side. One tap says that they are two women. */
export function SameWomen({ api }: { readonly api: Api }) {
  const openPairs = useRead(['same-women', 'open'], () => readPairs(api, 'open'), { staysCurrent: true });
  const askedPairs = useRead(['same-women', 'asked'], () => readPairs(api, 'asked'), { staysCurrent: true });
  const askedCount = askedPairs.data?.items.length ?? 0;
  const tellApart = async ({ id }: Pair): Promise<void> => {
    await api.request('POST /api/same-women/{id}/decision', {
      path: { id },
      body: { id: v7(), decision: 'different' },
    });
    await openPairs.refetch();
    showToast(() => t('sameWomen.toldApart'));
  };
  return (
    <>
      <p class="soft">{t('sameWomen.explain')}</p>
      <Reading of={openPairs}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            {items.length === 0 ? (
              <Empty
                title={askedCount > 0 ? t('sameWomen.noneOpen', { count: askedCount }) : t('sameWomen.none')}
              />
            ) : (
              <PairCards
                api={api}
                pairs={items}
                act={{ label: t('sameWomen.different'), onAct: tellApart }}
                formsOf={(pair) => (
                  <AskJoin
                    api={api}
                    pair={pair}
                    onAsked={() => Promise.all([openPairs.refetch(), askedPairs.refetch()])}
                  />
                )}
              />
            )}
          </>
        )}
      </Reading>
      <Fold label="sameWomen.asked">
        <PairsInState api={api} state="asked" />
      </Fold>
      <Fold label="sameWomen.joined">
        <PairsInState
          api={api}
          state="joined"
          formsOf={(pair, refetch) => <AskParting api={api} pair={pair} onAsked={refetch} />}
        />
      </Fold>
      <Fold label="sameWomen.decided">
        <ToldApart api={api} onReopened={() => openPairs.refetch()} />
      </Fold>
    </>
  );
}

/** The pairs in a state, with what can be done about each. */
function PairsInState({
  api,
  state,
  formsOf,
}: {
  readonly api: Api;
  readonly state: 'asked' | 'joined';
  /** The forms of a pair; without it the pairs are only shown. @param refetch reads the pairs again */
  readonly formsOf?: (pair: Pair, refetch: () => Promise<unknown>) => ComponentChildren;
}) {
  const pairs = useRead(['same-women', state], () => readPairs(api, state));
  return (
    <Reading of={pairs}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('sameWomen.noneDecided')} />
        ) : (
          <PairCards api={api} pairs={items} formsOf={(pair) => formsOf?.(pair, () => pairs.refetch())} />
        )
      }
    </Reading>
  );
}

/** The pairs that were told apart. A pair that was told apart in error can be opened again. */
function ToldApart({ api, onReopened }: { readonly api: Api; readonly onReopened: () => Promise<unknown> }) {
  const decided = useRead(['same-women', 'different'], () => readPairs(api, 'different'));
  const reopen = async ({ memberIds }: Pair): Promise<void> => {
    await api.request('POST /api/same-women', { body: { id: v7(), memberIds } });
    await Promise.all([decided.refetch(), onReopened()]);
    showToast(() => t('saved'));
  };
  return (
    <Reading of={decided}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('sameWomen.noneDecided')} />
        ) : (
          <PairCards api={api} pairs={items} act={{ label: t('sameWomen.reopen'), onAct: reopen }} />
        )
      }
    </Reading>
  );
}
