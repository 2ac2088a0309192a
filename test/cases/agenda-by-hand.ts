/**
 * What a case waits for, worked out from its whole timeline by the design's words alone: for every date that somebody wrote down, ask
 * of each other event whether it settles it. It shares no code with the product.
 */

/** An event that was accepted, in the order of recording. */
export type Told = {
  readonly id: string;
  readonly type: string;
  readonly on: string;
  /** 1, 2, … */
  readonly order: number;
  readonly status?: string | undefined;
  readonly due?: string | undefined;
  readonly done?: boolean | undefined;
  readonly applicationId?: string | undefined;
  readonly stage?: string | undefined;
  readonly proceedingId?: string | undefined;
  readonly step?: string | undefined;
  readonly nextOn?: string | undefined;
  readonly eventId?: string | undefined;
};

export type DueByHand = { readonly on: string; readonly kind: string };

const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

const isLater = (a: Told, b: Told): boolean => a.on > b.on || (a.on === b.on && a.order > b.order);

const newest = (events: readonly Told[]): Told | undefined =>
  events.find((one) => !events.some((other) => isLater(other, one)));

export const dueByHand = (all: readonly Told[]): DueByHand[] => {
  const taken = all.map(({ eventId }) => eventId);
  const events = all.filter(({ id }) => !taken.includes(id));
  const ofType = (type: string) => events.filter((event) => event.type === type);

  if (newest(ofType('status'))?.status === 'closed') return [];

  const followUps = ofType('follow_up')
    .filter(({ done }) => !done)
    .filter(
      (one) =>
        !ofType('follow_up').some(
          (other) => other.done && isLater(other, one) && (other.due ?? '') >= (one.due ?? ''),
        ),
    )
    .map(({ due = '' }) => ({ on: due, kind: 'follow_up' }));

  const stages = ofType('compensation');
  const decisions = stages
    .filter(({ stage }) => stage === 'filed')
    .filter(
      ({ applicationId }) =>
        !stages.some(
          (other) =>
            other.applicationId === applicationId &&
            ['awarded', 'rejected', 'paid'].includes(other.stage ?? ''),
        ),
    )
    .map(({ on }) => ({ on: daysLater(on, 60), kind: 'decision_due' }));

  const matters = [...new Set(ofType('proceeding').map(({ proceedingId }) => proceedingId))].flatMap((id) => {
    const steps = ofType('proceeding').filter(({ proceedingId }) => proceedingId === id);
    const firs = steps.filter(({ step }) => step === 'fir').map(({ on }) => on);
    const [firstFir] = firs.sort();
    const isCharged = steps.some(({ step }) => step === 'charge_sheet');
    const nextOn = newest(steps)?.nextOn;
    return [
      ...(firstFir === undefined || isCharged ? [] : [{ on: daysLater(firstFir, 90), kind: 'progress_due' }]),
      ...(nextOn === undefined ? [] : [{ on: nextOn, kind: 'hearing' }]),
    ];
  });

  return [...followUps, ...decisions, ...matters];
};
