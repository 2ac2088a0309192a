import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { dateInIndia, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Card, Cards } from '../../design/card.tsx';
import { Empty } from '../../design/empty.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDay } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Codes, useCodes } from '../frame/codes.ts';
import { Failure } from '../frame/failure.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Pair, PairSides } from './pair-sides.tsx';
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

/**
 * The form that asks a second person to join the two records. The coordinator first chooses which record is kept. Before the form is
 * sent, it says what will change.
 */
function AskJoin({
  api,
  pair,
  onAsked,
}: {
  readonly api: Api;
  readonly pair: Pair;
  readonly onAsked: () => Promise<unknown>;
}) {
  // The codes stand in the order of the ids.
  const codeOf = (id: string): string => pair.codes[pair.memberIds.indexOf(id)] ?? '';
  const keptOf = (data: FormData): string => requiredChoiceOf(data, 'keptId', pair.memberIds);
  return (
    <Fold label="sameWomen.same">
      <Form
        label="sameWomen.same"
        submit="sameWomen.same"
        isSecondary
        done={null}
        confirm={(data) => ({
          title: t('sameWomen.same.ask'),
          explain: (
            <>
              <p>{t('sameWomen.same.explain', { kept: codeOf(keptOf(data)) })}</p>
              <Withdrawn of={pair} />
            </>
          ),
          buttonLabel: t('sameWomen.same.yes'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/same-women/{id}/decision', {
            path: { id: pair.id },
            body: { id, decision: 'same', keptId: keptOf(data) },
          });
          showToast(() => t('sameWomen.waits'));
          await onAsked();
        }}
      >
        <Choice
          name="keptId"
          label={t('sameWomen.kept')}
          options={pair.memberIds.map((id) => [id, codeOf(id)])}
        />
      </Form>
    </Fold>
  );
}

/** Warnings if either of the two women has withdrawn a consent: what joining the records does to it. Otherwise nothing. */
function Withdrawn({ of: { withdrawnCodes, joinStops, resumedConsents = [] } }: { readonly of: Pair }) {
  const codes = withdrawnCodes?.join(' + ');
  return (
    <>
      {codes !== undefined && (
        <p class="warning">{t(joinStops ? 'sameWomen.stops' : 'sameWomen.goesOn', { codes })}</p>
      )}
      {resumedConsents.map((purpose) => (
        <p key={purpose} class="warning">
          {t(`sameWomen.resumes.${purpose}`)}
        </p>
      ))}
    </>
  );
}

/** The form that asks a second person to part two joined records, with the reason. */
function AskParting({
  api,
  pair,
  onAsked,
}: {
  readonly api: Api;
  readonly pair: Pair;
  readonly onAsked: () => Promise<unknown>;
}) {
  return (
    <Fold label="sameWomen.part">
      <Form
        label="sameWomen.part"
        submit="sameWomen.part"
        isSecondary
        done={null}
        confirm={() => ({
          title: t('sameWomen.part.ask'),
          explain: <p>{t('sameWomen.part.explain')}</p>,
          buttonLabel: t('sameWomen.same.yes'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/same-women/{id}/parting', {
            path: { id: pair.id },
            body: { id, reason: requiredTextOf(data, 'reason') },
          });
          showToast(() => t('sameWomen.waits'));
          await onAsked();
        }}
      >
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
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

type Act = { readonly label: string; readonly onAct: (pair: Pair) => Promise<void> };
type PairCardsProps = {
  readonly api: Api;
  readonly pairs: readonly Pair[];
  /** The button of each pair, which acts at one tap. */
  readonly act?: Act;
  readonly formsOf?: (pair: Pair) => ComponentChildren;
};

function PairCards({ api, pairs, act, formsOf }: PairCardsProps) {
  const groupCodes = useCodes(
    api,
    pairs.flatMap(({ collectiveIds }) => collectiveIds),
  );
  return (
    <Cards isWide>
      {pairs.map((pair) => (
        <PairCard key={pair.id} api={api} pair={pair} groupCodes={groupCodes} act={act} formsOf={formsOf} />
      ))}
    </Cards>
  );
}

type PairCardProps = {
  readonly api: Api;
  readonly pair: Pair;
  readonly groupCodes: Codes | undefined;
  readonly act: PairCardsProps['act'];
  readonly formsOf: PairCardsProps['formsOf'];
};

/** A pair, and what can be done about it. */
function PairCard({ api, pair, groupCodes, act, formsOf }: PairCardProps) {
  const [failure, setFailure] = useState<unknown>();
  const language = useLanguage();
  const raisedOn = dateInIndia(new Date(pair.raisedAt));
  const forms = formsOf?.(pair);
  const run = async (): Promise<void> => {
    setFailure(undefined);
    try {
      await act?.onAct(pair);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Card
      title={t('sameWomen.pair')}
      foot={
        (act !== undefined || forms !== undefined) && (
          <>
            {act !== undefined && (
              <button type="button" class="second small" onClick={() => void run()}>
                {act.label}
              </button>
            )}
            {forms}
          </>
        )
      }
    >
      <PairSides api={api} pair={pair} groups={groupCodes} mayOpen />
      <p class="soft">
        {t('sameWomen.raised', {
          day: formatDay(raisedOn, language),
          count: daysBetween(raisedOn, todayInIndia()),
        })}
      </p>
      <Withdrawn of={pair} />
      {failure !== undefined && <Failure failure={failure} />}
    </Card>
  );
}
