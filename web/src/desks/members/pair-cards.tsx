import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dateInIndia, daysBetween } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Card, Cards } from '../../design/card.tsx';
import { formatDay } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Codes, useCodes } from '../frame/codes.ts';
import { Failure } from '../frame/failure.tsx';
import { t } from '../text.ts';
import { type Pair, PairSides } from './pair-sides.tsx';

type Act = { readonly label: string; readonly onAct: (pair: Pair) => Promise<void> };
type PairCardsProps = {
  readonly api: Api;
  readonly pairs: readonly Pair[];
  /** The button of each pair, which acts at one tap. */
  readonly act?: Act;
  readonly formsOf?: (pair: Pair) => ComponentChildren;
};

/** Pairs of records that may be one woman's, each with what can be done about it. */
export function PairCards({ api, pairs, act, formsOf }: PairCardsProps) {
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

/** Warns if either record has a withdrawn consent: says what joining the records does to it. Otherwise nothing. */
export function Withdrawn({
  of: { withdrawnCodes, joinStops, resumedConsents = [] },
}: {
  readonly of: Pair;
}) {
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
