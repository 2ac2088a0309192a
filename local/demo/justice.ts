import { addDays } from '../../functions/domain/calendar.ts';
import { CaseWriter } from './case-writer.ts';
import { laterOn, openingDay } from './demo-dates.ts';
import type { DemoRequest } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import type { Random } from './random.ts';

/** How far each application has come: what is awarded is not paid yet. */
const applications = [
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

const rupeesOf: Readonly<Record<string, number>> = {
  interim_ordered: 25_000,
  interim_paid: 25_000,
  awarded: 300_000,
  paid: 300_000,
};

/**
 * One application for compensation in the demo programme through some stages, each 5 to 60 days after the one before.
 * @returns the day of the last
 */
export const apply = (
  random: Random,
  file: CaseWriter,
  from: string,
  stages: readonly string[],
  scheme: string,
): string => {
  const applicationId = file.makeSharedId();
  const forum = random.pick(['dlsa', 'dlsa', 'slsa', 'collector', 'trial_court']);
  let on = from;
  for (const stage of stages) {
    on = laterOn(random, on, 5, 60);
    const rupees = rupeesOf[stage];
    file.add(on, {
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

export const compensationCase = (random: Random, member: DemoMember, place: number): DemoRequest[] => {
  const openedOn = openingDay(random, member, 150);
  const file = new CaseWriter(random, member, 'compensation', 'normal', openedOn);
  const stages = applications[place % applications.length] ?? [];
  const scheme = random.pick(['nalsa_2018', 'ap_2015', 'goms28_2011']);
  const on = apply(random, file, openedOn, stages, scheme);
  // Some ask for immediate relief as well.
  if (place % 4 === 3) apply(random, file, openedOn, ['filed', 'awarded', 'paid'], 'immediate_relief');
  if (random.percentChance(40)) file.add(on, { type: 'follow_up', due: addDays(on, random.int(7, 40)) });
  return file.requests;
};

/** How far each matter has come before police and courts. */
const matters = [
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

/** Steps after which a court has named the next day. */
const withNextDay: ReadonlySet<string> = new Set(['charges_framed', 'summons', 'hearing', 'appeal']);

/**
 * One matter before police and courts in the demo programme through some steps, each 4 to 45 days after the one before.
 * @returns the day of the last
 */
export const proceed = (random: Random, file: CaseWriter, from: string, steps: readonly string[]): string => {
  const proceedingId = file.makeSharedId();
  let on = from;
  for (const step of steps) {
    on = laterOn(random, on, 4, 45);
    file.add(on, {
      type: 'proceeding',
      proceedingId,
      step,
      ...(step === 'fir' && {
        laws: random.pick([['bns', 'itpa'], ['bns'], ['ipc', 'itpa'], ['bns', 'pocso']]),
      }),
      ...(withNextDay.has(step) && { nextOn: addDays(on, random.int(20, 60)) }),
    });
  }
  return on;
};

export const justiceCase = (random: Random, member: DemoMember, place: number): DemoRequest[] => {
  const openedOn = openingDay(random, member, 120);
  const file = new CaseWriter(random, member, 'legal_aid', 'normal', openedOn);
  file.status(openedOn, 'in_progress');
  proceed(random, file, openedOn, matters[place % matters.length] ?? []);
  return file.requests;
};
