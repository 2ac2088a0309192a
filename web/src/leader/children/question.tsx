import { useState } from 'preact/hooks';
import { schoolingReasons } from '../../../../functions/shared/kinds/member-words.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t as memberText } from '../../members/text.ts';
import type { Child, Observation } from '../row-kinds.ts';
import { needsReason, stagesToAsk, statusesToOffer } from './children-rules.ts';
import type { SchoolingAnswer } from './record-and-take-back.ts';
import { t } from './text.ts';

/**
 * The leader's question about a child's schooling, "Still at school?": one tap, and one more for the reason if not,
 * or for the class at an age of changing school.
 */
export function Question({
  child,
  onAnswer,
}: {
  readonly child: Child;
  readonly onAnswer: (answer: SchoolingAnswer) => void;
}) {
  const [status, setStatus] = useState<Observation['status']>();
  const today = todayInIndia();
  const stages = stagesToAsk(child, today);
  const choose = (chosen: Observation['status']) => {
    if (needsReason(chosen) || (chosen === 'enrolled' && stages.length > 0)) setStatus(chosen);
    else onAnswer({ status: chosen });
  };
  if (status === undefined) {
    return (
      <fieldset class="answers">
        <legend>{t('children.ask')}</legend>
        {statusesToOffer(child, today).map((each) => (
          <button type="button" class="second" key={each} onClick={() => choose(each)}>
            {t(`answer.${each}`)}
          </button>
        ))}
      </fieldset>
    );
  }
  const back = (
    <button type="button" class="quiet" onClick={() => setStatus(undefined)}>
      ‹ {t(`answer.${status}`)}
    </button>
  );
  return status === 'enrolled' ? (
    <fieldset class="answers">
      <legend>{t('stage.ask')}</legend>
      {stages.map((stage) => (
        <button type="button" class="second" key={stage} onClick={() => onAnswer({ status, stage })}>
          {memberText(`schoolStage.${stage}`)}
        </button>
      ))}
      <button type="button" class="second" onClick={() => onAnswer({ status })}>
        {t('stage.notSaid')}
      </button>
      {back}
    </fieldset>
  ) : (
    <fieldset class="answers">
      <legend>{t('why.ask')}</legend>
      {schoolingReasons.map((reason) => (
        <button type="button" class="second" key={reason} onClick={() => onAnswer({ status, reason })}>
          {memberText(`schoolReason.${reason}`)}
        </button>
      ))}
      <button type="button" class="second" onClick={() => onAnswer({ status })}>
        {t('why.notSaid')}
      </button>
      {back}
    </fieldset>
  );
}
