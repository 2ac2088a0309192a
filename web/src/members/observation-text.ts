import type {
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
} from '../../../functions/shared/kinds/member-words.ts';
import { t as memberText } from './text.ts';

type Observation = {
  readonly status: (typeof schoolingStatuses)[number];
  readonly stage?: (typeof schoolingStages)[number] | undefined;
  readonly reason?: (typeof schoolingReasons)[number] | undefined;
};

/** An observation of a child's schooling in words: "does not go to school · cost". */
export const observationText = ({ status, stage, reason }: Observation): string =>
  [
    memberText(`schooling.${status}`),
    stage === undefined ? '' : memberText(`schoolStage.${stage}`),
    reason === undefined ? '' : memberText(`schoolReason.${reason}`),
  ]
    .filter((part) => part !== '')
    .join(' · ');
