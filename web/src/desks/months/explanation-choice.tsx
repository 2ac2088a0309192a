import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { oneOf } from '../../design/fields/one-of.ts';
import { showToast } from '../../design/toast.tsx';
import { Failure } from '../frame/failure.tsx';
import { type MessageKey, t } from '../text.ts';
import type { FindingList, MonthFinding } from './findings-rules.ts';

/** The reasons with which a finding can be explained. */
const explainingReasons = ['checked', 'known', 'later'] as const;

type Why = NonNullable<MonthFinding['explanation']>['why'];

/**
 * An explanation in words; for money that is missing or too much, in words of money.
 * @param openPaise what is still open of a cash difference; undefined for another finding
 */
export const explanationText = (why: Why, openPaise = 0): MessageKey => {
  if (why === 'did_not_meet' || openPaise === 0) return `explained.${why}`;
  return openPaise < 0 ? `explained.missing.${why}` : `explained.extra.${why}`;
};

type ExplanationChoiceProps = {
  readonly api: Api;
  readonly month: string;
  readonly list: FindingList;
  readonly recordId: string;
  readonly why: Why | undefined;
  /** What is still open of a cash difference. If a later count made up for it (0), there is nothing to choose, only to confirm. */
  readonly openPaise: number | undefined;
  readonly onExplained: (why: (typeof explainingReasons)[number]) => unknown;
};

/** The choice of a reason that explains a finding before a month's close. */
export function ExplanationChoice({
  api,
  month,
  list,
  recordId,
  why,
  openPaise,
  onExplained,
}: ExplanationChoiceProps) {
  const [failure, setFailure] = useState<unknown>();
  const explain = async (chosen: (typeof explainingReasons)[number]): Promise<void> => {
    setFailure(undefined);
    try {
      await api.request('POST /api/snapshots/{month}/explanations', {
        path: { month },
        body: { id: v7(), list, recordId, why: chosen },
      });
      await onExplained(chosen);
      showToast(() => t('saved'));
    } catch (error) {
      setFailure(error);
    }
  };
  // A leader's answer may have settled it; a coordinator can say otherwise.
  const isSaid = why !== undefined && why !== 'did_not_meet';
  if (openPaise === 0 && !isSaid) {
    return (
      <>
        <button type="button" class="second small" onClick={() => void explain('checked')}>
          {t('difference.confirm')}
        </button>
        {failure !== undefined && <Failure failure={failure} />}
      </>
    );
  }
  return (
    <>
      {why === 'did_not_meet' && <span class="part">{t('explained.did_not_meet')}</span>}
      <select
        aria-label={t('findings.explained')}
        onChange={({ currentTarget }) => {
          const chosen = oneOf(explainingReasons, currentTarget.value);
          if (chosen !== undefined) void explain(chosen);
        }}
      >
        {!isSaid && <option value="">{t('findings.choose')}</option>}
        {explainingReasons.map((reason) => (
          <option key={reason} value={reason} selected={reason === why}>
            {t(explanationText(reason, openPaise))}
          </option>
        ))}
      </select>
      {failure !== undefined && <Failure failure={failure} />}
    </>
  );
}
