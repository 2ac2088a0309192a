import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { CaseWriter } from './case-writer.ts';
import { drawEventDay, drawOpeningDay } from './demo-dates.ts';
import type { DemoRequest } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import type { Random } from './random.ts';

/** The stages through which each demo application for compensation goes; the cases take these rows in turn. */
const applicationStages = [
  ['filed'],
  ['filed', 'acknowledged'],
  ['filed', 'acknowledged', 'interim_ordered'],
  ['filed', 'interim_ordered', 'interim_paid'],
  ['filed', 'rejected', 'appealed'],
  ['filed', 'acknowledged', 'rejected', 'appealed', 'appeal_decided'],
  ['filed', 'acknowledged', 'awarded'],
  ['filed', 'interim_ordered', 'interim_paid', 'awarded'],
  ['filed', 'awarded', 'paid'],
] as const;

/** The amount of an application's stage, if it has one. */
const rupeesByStage: Readonly<Record<string, number>> = {
  interim_ordered: 25_000,
  interim_paid: 25_000,
  awarded: 300_000,
  paid: 300_000,
};

/**
 * Adds one application for compensation to a demo case, with some stages, each 5 to 60 days after the one before.
 * @param startOn the date that the first stage follows
 * @returns the date of the last stage
 */
export const addCompensation = (
  random: Random,
  writer: CaseWriter,
  startOn: string,
  stages: readonly string[],
  scheme: string,
): string => {
  const applicationId = writer.makeSharedId();
  // `dlsa` twice: it is the likeliest.
  const forum = random.pick(['dlsa', 'dlsa', 'slsa', 'collector', 'trial_court']);
  let on = startOn;
  for (const stage of stages) {
    on = drawEventDay(random, on, 5, 60);
    const rupees = rupeesByStage[stage];
    writer.addEvent(on, {
      type: 'compensation',
      applicationId,
      scheme,
      forum,
      stage,
      ...(rupees !== undefined && { amountPaise: rupees * 100 }),
    });
  }
  return on;
};

/**
 * The requests of one demo case for compensation.
 * @param index the number of the case among its kind, from 0; it chooses the stages
 */
export const compensationCase = (random: Random, member: DemoMember, index: number): DemoRequest[] => {
  const openedOn = drawOpeningDay(random, member, { maxDays: 150 });
  const writer = new CaseWriter(random, member, 'compensation', 'normal', openedOn);
  const stages = applicationStages[index % applicationStages.length] ?? [];
  const scheme = random.pick(['nalsa_2018', 'ap_2015', 'goms28_2011']);
  const on = addCompensation(random, writer, openedOn, stages, scheme);
  // In every fourth case she also applies for immediate relief.
  if (index % 4 === 3)
    addCompensation(random, writer, openedOn, ['filed', 'awarded', 'paid'], 'immediate_relief');
  if (random.percentChance(40))
    writer.addEvent(on, { type: 'follow_up', due: addDays(on, random.int(7, 40)) });
  return writer.requests;
};

/** The steps that each demo proceeding before police and courts has had; the cases take these rows in turn. */
const proceedingSteps = [
  ['fir'],
  ['fir', 'magistrate_statement'],
  ['fir', 'magistrate_statement', 'medical_examination'],
  ['fir', 'medical_examination', 'charge_sheet'],
  ['fir', 'protection_sought', 'charge_sheet', 'charges_framed'],
  ['fir', 'charge_sheet', 'charges_framed', 'summons', 'testimony'],
  ['fir', 'charge_sheet', 'charges_framed', 'summons', 'testimony', 'hearing', 'hearing'],
  ['fir', 'charge_sheet', 'charges_framed', 'testimony', 'judgment'],
  ['fir', 'charge_sheet', 'charges_framed', 'testimony', 'judgment', 'appeal'],
] as const;

/** Steps with which the court names the date of the next hearing. */
const stepsWithNextHearing: ReadonlySet<string> = new Set(['charges_framed', 'summons', 'hearing', 'appeal']);

/**
 * Adds one proceeding before police and courts to a demo case, with some steps, each 4 to 45 days after the one before.
 * @param startOn the date that the first step follows
 * @returns the date of the last step
 */
export const addProceeding = (
  random: Random,
  writer: CaseWriter,
  startOn: string,
  steps: readonly string[],
): string => {
  const proceedingId = writer.makeSharedId();
  let on = startOn;
  for (const step of steps) {
    on = drawEventDay(random, on, 4, 45);
    writer.addEvent(on, {
      type: 'proceeding',
      proceedingId,
      step,
      ...(step === 'fir' && {
        laws: random.pick([['bns', 'itpa'], ['bns'], ['ipc', 'itpa'], ['bns', 'pocso']]),
      }),
      ...(stepsWithNextHearing.has(step) && { nextOn: addDays(on, random.int(20, 60)) }),
    });
  }
  return on;
};

/**
 * The requests of one demo case before police and courts.
 * @param index the number of the case among its kind, from 0; it chooses the steps
 */
export const courtCase = (random: Random, member: DemoMember, index: number): DemoRequest[] => {
  const openedOn = drawOpeningDay(random, member, { maxDays: 120 });
  const writer = new CaseWriter(random, member, 'legal_aid', 'normal', openedOn);
  writer.addStatus(openedOn, 'in_progress');
  addProceeding(random, writer, openedOn, proceedingSteps[index % proceedingSteps.length] ?? []);
  return writer.requests;
};
