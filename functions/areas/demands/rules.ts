import { endOfLegalPeriod } from '../../shared/calendar/legal-periods.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { isSettling, type SettlingStep } from '../../shared/kinds/demand-words.ts';
import type { Demand, StoredDemand } from './schema.ts';

type Step = StoredDemand['steps'][number];
type Dated = Pick<StoredDemand, 'on' | 'kind' | 'answerBy' | 'steps' | 'appeals'>;

/** Maximum number of steps of a demand: with the longest texts they take some 330 of DynamoDB's 400 KB per item. */
export const maxDemandSteps = 30;
/** How many of these one person may record: nobody fills a demand so that another can't say what came of it. */
export const maxStepsOfPerson = maxDemandSteps / 2;
/** Maximum number of demands that follow one. */
export const maxFollowing = 50;

/** The step that settles a demand: the first answer of any kind, by `on`, then by when it was recorded. Later ones change nothing. */
export const settlingStepOf = ({
  steps,
}: Pick<StoredDemand, 'steps'>): (Step & { readonly step: SettlingStep }) | undefined =>
  steps.find((step): step is Step & { readonly step: SettlingStep } => isSettling(step.step));

export const statusOf = (demand: Pick<StoredDemand, 'steps'>): Demand['status'] =>
  settlingStepOf(demand)?.step ?? 'open';

/** The last day on which the answer is in time: by the law, or as it was promised; undefined if neither says one. */
export const dueOnOf = ({
  kind,
  on,
  answerBy,
}: Pick<Dated, 'kind' | 'on' | 'answerBy'>): string | undefined =>
  kind === 'rti' || kind === 'rti_appeal' ? endOfLegalPeriod(kind, on) : answerBy;

/**
 * The last day on which an appeal may be filed (Right to Information Act, 2005, section 19(1)): of a request for information, counted from its answer, or
 * from its `dueOn` while there is none. Undefined once it was granted or an appeal follows.
 */
export const appealByOf = (demand: Dated): string | undefined => {
  if (demand.kind !== 'rti' || demand.appeals.length > 0) return undefined;
  const settled = settlingStepOf(demand);
  if (settled?.step === 'granted') return undefined;
  return endOfLegalPeriod('appealing', settled?.on ?? endOfLegalPeriod('rti', demand.on));
};

/** The steps with one more, sorted by `on`, then by when they were recorded. */
export const insertStep = (steps: readonly Step[], newStep: Step): Step[] =>
  // -1 if all are later: the new one is then the first.
  steps.toSpliced(steps.findLastIndex(({ on }) => on <= newStep.on) + 1, 0, newStep);

export const alreadyReversedError = (): AppError =>
  refused('already_reversed', 'This was taken back before.');

/** Refuses a step that a demand can't take. */
export const validateStep = (
  { on, steps, reversed }: Pick<StoredDemand, 'on' | 'steps' | 'reversed'>,
  step: Pick<Step, 'on' | 'createdBy'>,
): AppError | undefined => {
  if (reversed !== undefined) return alreadyReversedError();
  if (step.on < on) return refused('before_demand', 'This lies before the day of the demand.', 'on');
  const hers = steps.filter(({ createdBy }) => createdBy === step.createdBy);
  if (hers.length >= maxStepsOfPerson) {
    return refused(
      'too_many',
      `You have recorded ${maxStepsOfPerson} steps of this demand. Ask a colleague.`,
    );
  }
  return steps.length >= maxDemandSteps
    ? refused('too_many', `The demand holds ${maxDemandSteps} steps, and takes no more.`)
    : undefined;
};

/** Refuses a demand that can't follow another. @param followed undefined if there is none with this id */
export const validateFollowing = (
  followed: StoredDemand | undefined,
  { on }: Pick<StoredDemand, 'on'>,
): AppError | undefined => {
  if (followed === undefined || followed.kind !== 'rti' || followed.reversed !== undefined) {
    return refused('not_an_rti', 'Only a request for information can be followed so.', 'follows');
  }
  if (on < followed.on) {
    return refused('before_demand', 'This lies before the day of the demand that it follows.', 'on');
  }
  return followed.followedBy.length >= maxFollowing
    ? refused('too_many', `${maxFollowing} demands follow it, and no more can.`, 'follows')
    : undefined;
};

/** Refuses to take back what was taken back before, or what another demand follows. */
export const validateReversal = ({
  reversed,
  followedBy,
}: Pick<StoredDemand, 'reversed' | 'followedBy'>): AppError | undefined => {
  if (reversed !== undefined) return alreadyReversedError();
  return followedBy.length > 0
    ? refused('followed', 'Another demand follows this one. Take that back first.')
    : undefined;
};

/** A request for information with one more demand that follows it. */
export const withFollower = (
  followed: StoredDemand,
  { id, kind }: Pick<StoredDemand, 'id' | 'kind'>,
): StoredDemand => ({
  ...followed,
  followedBy: [...followed.followedBy, id],
  appeals: kind === 'rti_appeal' ? [...followed.appeals, id] : followed.appeals,
  version: followed.version + 1,
});

/** A request for information without a demand that followed it and was taken back. */
export const withoutFollower = (followed: StoredDemand, id: string): StoredDemand => ({
  ...followed,
  followedBy: followed.followedBy.filter((one) => one !== id),
  appeals: followed.appeals.filter((one) => one !== id),
  version: followed.version + 1,
});
