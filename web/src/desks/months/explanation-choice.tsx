import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { oneOf } from '../../design/fields/one-of.ts';
import { showToast } from '../../design/toast.tsx';
import { Failure } from '../frame/failure.tsx';
import { t } from '../text.ts';
import type { FindingList, MonthFinding } from './findings-rules.ts';

/** The reasons with which a finding can be explained. */
const explainingReasons = ['checked', 'known', 'later'] as const;

type ExplanationChoiceProps = {
  readonly api: Api;
  readonly month: string;
  readonly list: FindingList;
  readonly recordId: string;
  readonly why: NonNullable<MonthFinding['explanation']>['why'] | undefined;
  /** Whether it is a cash difference that a later count made up for: there is nothing to choose, only to confirm. */
  readonly isMadeUpFor: boolean;
  readonly onExplained: () => Promise<unknown>;
};

/** The choice of a reason that explains a finding before a month's close. */
export function ExplanationChoice({
  api,
  month,
  list,
  recordId,
  why,
  isMadeUpFor,
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
      await onExplained();
      showToast(() => t('saved'));
    } catch (error) {
      setFailure(error);
    }
  };
  // A leader's answer may have settled it; a coordinator can say otherwise.
  const isSaid = why !== undefined && why !== 'did_not_meet';
  if (isMadeUpFor && !isSaid) {
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
            {t(`explained.${reason}`)}
          </option>
        ))}
      </select>
      {failure !== undefined && <Failure failure={failure} />}
    </>
  );
}
