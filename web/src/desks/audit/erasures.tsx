import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Table } from '../../design/table/table.tsx';
import { areKnown, type Codes, useCodes } from '../frame/codes.ts';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, actorText, useActors } from './actors.ts';
import { ErasureForm } from './erasure-form.tsx';
import { type Erasure, kindOf, stateOf } from './erasure-state.ts';

type SubjectProps = {
  readonly of: Erasure;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly codes: Codes | undefined;
};

/**
 * The subject of an erasure: a member by her code, a leader or staff member by name. Once the code or name is erased, a general word
 * takes its place.
 */
function Subject({ of: { memberId, personId = '' }, actors, codes }: SubjectProps) {
  // An erasure without a `memberId` is of a person, and has a `personId`.
  if (memberId === undefined) return actorText(personId, actors);
  return areKnown(codes) ? (codes.get(memberId)?.code ?? t('erasure.nameless')) : '…';
}

/** The auditor's page of erasures: requests them and shows their state. */
export function Erasures({ api }: { api: Api }) {
  const actors = useActors(api);
  const erasures = useRead(['erasures'], () => readList(api, 'GET /api/erasures', {}));
  const codes = useCodes(
    api,
    (erasures.data?.items ?? []).flatMap(({ memberId }) => memberId ?? []),
  );
  return (
    <>
      <Fold label="erasure.new">
        <p class="warning">{t('erasure.explain')}</p>
        <ErasureForm api={api} actors={actors} onAsked={() => erasures.refetch()} />
      </Fold>
      <p class="soft">{t('logged')}</p>
      <Reading of={erasures}>
        {({ items }) => (
          <Table
            caption={t('erasures')}
            empty={t('nothing')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'who',
                title: t('erasure.who'),
                cell: (erasure) => <Subject of={erasure} actors={actors} codes={codes} />,
              },
              { key: 'of', title: t('erasure.of'), value: (erasure) => t(`erasure.of.${kindOf(erasure)}`) },
              {
                key: 'when',
                title: t('when'),
                value: (erasure) => erasure.requestedAt,
                cell: (erasure) => <InstantText at={erasure.requestedAt} />,
              },
              { key: 'reason', title: t('reason'), cell: (erasure) => erasure.reason ?? '–' },
              { key: 'state', title: t('state'), value: (erasure) => t(stateOf(erasure)) },
              {
                key: 'erasedOn',
                title: t('erasedOn'),
                value: (erasure) => erasure.erasedOn,
                cell: (erasure) =>
                  erasure.erasedOn === undefined ? '–' : <DateText on={erasure.erasedOn} />,
              },
            ]}
          />
        )}
      </Reading>
    </>
  );
}
