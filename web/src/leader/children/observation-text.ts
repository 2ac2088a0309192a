import { t as words } from '../../members/text.ts';
import type { Observation } from '../kinds.ts';

/** An observation of a child's schooling in words: "does not go to school · cost". */
export const observationText = ({ status, stage, reason }: Observation): string =>
  [
    words(`schooling.${status}`),
    stage === undefined ? '' : words(`schoolStage.${stage}`),
    reason === undefined ? '' : words(`schoolReason.${reason}`),
  ]
    .filter((part) => part !== '')
    .join(' · ');
