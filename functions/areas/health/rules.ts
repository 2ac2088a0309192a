import {
  addDays,
  addMonths,
  cutoffOf,
  dateInIndia,
  lastDateOf,
  monthOf,
} from '../../shared/calendar/calendar.ts';
import { standingOf } from '../../shared/health/drill-run.ts';
import type { FactName, Facts, ReadFacts } from './facts.ts';
import {
  type HealthHelper,
  type HealthReason,
  type HealthRow,
  type HealthState,
  healthCodes,
  healthStates,
} from './schema.ts';
import { thresholds } from './thresholds.ts';

/** Judges facts about the system: whether each is fine, to be looked at, or to be acted on. facts.ts has the facts, thresholds.ts the limits. */

/** What facts are judged against. */
export type Circumstances = {
  readonly now: Date;
  /** The day of the following month on which a month closes, at 00:00 IST. */
  readonly cutoffDay: number;
  /** The first UTC day with records. */
  readonly recordsFrom: string;
  /** The version deployed; undefined if it could not be read. */
  readonly deployed?: { readonly version: string; readonly since: string | undefined } | undefined;
};

/** A row of the page of health without its name: the state, the reason if it is not fine, and the figures to show. */
type Judged = Omit<HealthRow, 'code'>;
type Judge<Name extends FactName> = (fact: Facts[Name], circumstances: Circumstances) => Judged;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const fine = (shown: Omit<Judged, 'state'> = {}): Judged => ({ state: 'fine', ...shown });
const notFine = (
  state: 'look' | 'act',
  reason: NonNullable<HealthRow['reason']>,
  shown: Omit<Judged, 'state' | 'reason'> = {},
): Judged => ({ state, reason, ...shown });

const ageMs = (at: string, now: Date): number => now.getTime() - Date.parse(at);

const judgeBackup: Judge<'backup'> = (tables, { now }) => {
  /** Up to when each table can be restored, the earliest first. */
  const latestInstants = tables.flatMap((table) => (table.isOn ? (table.latest ?? []) : [])).toSorted();
  // To the earliest of these instants, all tables can be restored.
  const [at] = latestInstants;
  if (latestInstants.length < tables.length || at === undefined) return notFine('act', 'off');
  return ageMs(at, now) > thresholds.backupMaxAgeMinutes * minuteMs
    ? notFine('act', 'late', { at })
    : fine({ at });
};

/** A UTC day is complete this long after its end (functions/jobs/digest/write-digests.ts). */
const sealDelayHours = 6;

/** The last UTC day that should be sealed by now: it was complete so long ago that a run has had time to seal it. */
const dueSeal = (now: Date): string => {
  const delayed = new Date(now.getTime() - (sealDelayHours + thresholds.sealsGraceHours) * hourMs);
  const dayNotOver = delayed.toISOString().slice(0, 10);
  return addDays(dayNotOver, -1);
};

const judgeSeals: Judge<'seals'> = ({ until }, { now, recordsFrom }) => {
  const due = dueSeal(now);
  if (due < recordsFrom) return fine(until === undefined ? {} : { sealedUntil: until });
  if (until === undefined) return notFine('act', 'never');
  const shown = { sealedUntil: until };
  if (until >= due) return fine(shown);
  const isLongLate = addDays(until, thresholds.sealsActDays) <= due;
  return notFine(isLongLate ? 'act' : 'look', 'late', shown);
};

/** The newest month that should be published by now. */
const dueMonthAt = (now: Date, cutoffDay: number): string => {
  const lastMonth = addMonths(monthOf(dateInIndia(now)), -1);
  const isClosed =
    ageMs(cutoffOf(lastMonth, cutoffDay).toISOString(), now) >= thresholds.monthGraceHours * hourMs;
  return isClosed ? lastMonth : addMonths(lastMonth, -1);
};

const judgeMonth: Judge<'month'> = ({ newest, withoutTerms }, { now, cutoffDay, recordsFrom }) => {
  const dueMonth = dueMonthAt(now, cutoffDay);
  const shown = newest === undefined ? {} : { month: newest };
  const isBeforeRecords = lastDateOf(dueMonth) < recordsFrom;
  if (isBeforeRecords || (newest !== undefined && newest >= dueMonth)) return fine(shown);
  const reason = withoutTerms.includes(dueMonth) ? 'waits_for_terms' : 'late';
  return notFine('act', reason, { ...shown, dueMonth });
};

const judgeDrill: Judge<'drill'> = ({ newest, asked }, { now }) => {
  const standing = asked && standingOf(asked, newest, now);
  // A lost drill leaves no result, so it is judged here: as failed.
  if (asked !== undefined && standing === 'lost') return notFine('act', 'failed', { by: asked.by });
  const running =
    asked !== undefined && standing === 'running'
      ? { running: { at: asked.at, by: asked.by, step: asked.step } }
      : {};
  if (newest === undefined) return notFine('look', 'never', running);
  const { at, outcome, by, months } = newest;
  const shown = { at, outcome, compared: months, by, ...running };
  if (outcome !== 'whole') return notFine('act', outcome, shown);
  const ageDays = ageMs(at, now) / dayMs;
  if (ageDays <= thresholds.drillLookDays) return fine(shown);
  return notFine(ageDays > thresholds.drillActDays ? 'act' : 'look', 'old', shown);
};

const judgePack: Judge<'pack'> = (pack, { now }) => {
  if (pack === undefined) return notFine('look', 'never');
  return ageMs(pack.at, now) > thresholds.packLookDays * dayMs ? notFine('look', 'old', pack) : fine(pack);
};

const judgeMail: Judge<'mail'> = (topics) => {
  const sum = (of: 'confirmed' | 'pending') => topics.reduce((total, topic) => total + topic[of], 0);
  const shown = { confirmed: sum('confirmed'), pending: sum('pending') };
  const areAlarmsHeard = topics.some(({ isOfAlarms, confirmed }) => isOfAlarms && confirmed > 0);
  if (!areAlarmsHeard) return notFine('act', 'nobody', shown);
  return shown.pending > 0 ? notFine('look', 'pending', shown) : fine(shown);
};

const judgeQueues: Judge<'queues'> = ({ waiting, deadLetters, waitingSince }, { now }) => {
  const shown = { waitingMessages: waiting, deadLetters };
  if (deadLetters > 0) return notFine('act', 'dead_letters', shown);
  const waitsTooLong =
    waitingSince !== undefined &&
    waiting > 0 &&
    ageMs(waitingSince, now) > thresholds.queueMaxWaitingMinutes * minuteMs;
  if (waitsTooLong) return notFine('act', 'waiting', shown);
  return waiting > thresholds.queueMaxWaiting ? notFine('look', 'many', shown) : fine(shown);
};

const judgeAlarms: Judge<'alarms'> = (alarms) =>
  alarms.length > 0 ? notFine('act', 'standing', { alarms: [...alarms] }) : fine();

const judgePhones: Judge<'phones'> = (phones, { now, deployed }) => {
  const today = dateInIndia(now);
  const silentBefore = addDays(today, -thresholds.phoneSilentDays);
  /** A phone that was in contact on this day or later should have the version deployed. */
  const updatedFrom =
    deployed?.since === undefined
      ? undefined
      : addDays(dateInIndia(new Date(deployed.since)), thresholds.oldClientGraceDays);
  const reasonOf = ({ seenOn, client }: (typeof phones)[number]) => {
    if (seenOn < silentBefore) return 'silent';
    const isOld = updatedFrom !== undefined && seenOn >= updatedFrom && client !== deployed?.version;
    return isOld ? 'old_client' : undefined;
  };
  const notFinePhones = phones
    .flatMap((phone) => {
      const reason = reasonOf(phone);
      return reason === undefined
        ? []
        : [{ personId: phone.personId, reason, seenOn: phone.seenOn } as const];
    })
    .toSorted((a, b) => (a.seenOn < b.seenOn ? -1 : 1));
  const shown = { phonesInUse: phones.length };
  if (notFinePhones.length === 0) return fine(shown);
  const reason = notFinePhones.some((phone) => phone.reason === 'silent') ? 'silent' : 'old_client';
  return notFine('look', reason, { ...shown, phones: notFinePhones });
};

const judgeVersion: Judge<'version'> = ({ deployed }) => fine({ deployed });

const judgeCost: Judge<'cost'> = (cost) => {
  const percent = (100 * cost.spentUsdCents) / cost.budgetUsdCents;
  if (percent > 100) return notFine('act', 'over', cost);
  return percent >= thresholds.costNearPercent ? notFine('look', 'near', cost) : fine(cost);
};

const judges: { readonly [Name in FactName]: Judge<Name> } = {
  backup: judgeBackup,
  seals: judgeSeals,
  month: judgeMonth,
  drill: judgeDrill,
  pack: judgePack,
  mail: judgeMail,
  queues: judgeQueues,
  alarms: judgeAlarms,
  phones: judgePhones,
  version: judgeVersion,
  cost: judgeCost,
};

/** Who can mend a row, by its fact and reason. All other rows are for the engineer who looks after the deployment. */
const helpers: Readonly<Partial<Record<`${FactName}.${HealthReason}`, HealthHelper>>> = {
  'month.waits_for_terms': 'coordinator',
  'pack.never': 'administrator',
  'pack.old': 'administrator',
  'drill.never': 'administrator',
  'drill.old': 'administrator',
  'mail.pending': 'administrator',
  'phones.silent': 'administrator',
  'phones.old_client': 'administrator',
};
const whoCan = ({ code, reason }: HealthRow): HealthHelper =>
  (reason === undefined ? undefined : helpers[`${code}.${reason}`]) ?? 'engineer';

/** A row for each fact. A fact that could not be read gets the state `look`, never `fine`. */
export const judge = (facts: ReadFacts, circumstances: Omit<Circumstances, 'deployed'>): HealthRow[] => {
  const version = facts.version === 'unread' ? undefined : facts.version.fact;
  const deployed = version && { version: version.deployed, since: version.since };
  const rowOf = <Name extends FactName>(name: Name): HealthRow => {
    const read = facts[name];
    const judged: Judged =
      read === 'unread' ? notFine('look', 'unread') : judges[name](read.fact, { ...circumstances, deployed });
    return { code: name, ...judged };
  };
  return healthCodes.map(rowOf).map((row) => (row.reason === undefined ? row : { ...row, who: whoCan(row) }));
};

/** The worst state among some rows. */
export const heaviest = (rows: readonly Pick<HealthRow, 'state'>[]): HealthState =>
  healthStates.findLast((state) => rows.some((row) => row.state === state)) ?? 'fine';
