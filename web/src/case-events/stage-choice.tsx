import { Choice } from '../design/fields/field.tsx';
import type { CaseEvent } from '../timeline/case-event.ts';
import { t } from './text.ts';

type StageName = NonNullable<CaseEvent['stage']>;

/** The choice of a stage: of an application, an entitlement or a referral. */
export function StageChoice({
  of: stageNames,
  value,
}: {
  readonly of: readonly StageName[];
  readonly value?: StageName | undefined;
}) {
  return (
    <Choice
      name="stage"
      label={t('stage')}
      value={value}
      options={stageNames.map((stage) => [stage, t(`stage.${stage}`)])}
    />
  );
}
