import { t as memberText } from '../../members/text.ts';
import type { Observation } from '../row-kinds.ts';

/** An observation of a child's schooling in words: "does not go to school · cost". */
export const observationText = ({ status, stage, reason }: Observation): string =>
  [
    memberText(`schooling.${status}`),
    stage === undefined ? '' : memberText(`schoolStage.${stage}`),
    reason === undefined ? '' : memberText(`schoolReason.${reason}`),
  ]
    .filter((part) => part !== '')
    .join(' · ');
