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

/** Against what facts are judged. */
export type Circumstances = {
  readonly now: Date;
  /** The day of the following month on which a month closes, at 00:00 IST. */
  readonly cutoffDay: number;
  /** The first UTC day with records. */
  readonly recordsFrom: string;
  /** The version deployed; undefined if it could not be read. */
  readonly deployed?: { readonly version: string; readonly since: string | undefined } | undefined;
};

type Judged = Omit<HealthRow, 'code'>;
type Judge<Name extends FactName> = (fact: Facts[Name], circumstances: Circumstances) => Judged;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const fine = (facts: Omit<Judged, 'state'> = {}): Judged => ({ state: 'fine', ...facts });
const notFine = (
  state: 'look' | 'act',
  reason: NonNullable<HealthRow['reason']>,
  facts: Omit<Judged, 'state' | 'reason'> = {},
): Judged => ({ state, reason, ...facts });

const ageMs = (at: string, now: Date): number => now.getTime() - Date.parse(at);

const judgeBackup: Judge<'backup'> = (tables, { now }) => {
  const latest = tables.flatMap((table) => (table.isOn ? (table.latest ?? []) : [])).toSorted();
  if (latest.length < tables.length || latest[0] === undefined) return notFine('act', 'off');
  const at = latest[0];
  return ageMs(at, now) > thresholds.backupMaxAgeMinutes * minuteMs
    ? notFine('act', 'late', { at })
    : fine({ at });
};

/** The last UTC day that should be sealed by now: the day before the last of which all lines were written, and a run has had time. */
const dueSeal = (now: Date): string => {
  // Six hours after its end a day is complete (functions/jobs/digest/write-digests.ts).
  const complete = new Date(now.getTime() - (6 + thresholds.sealsGraceHours) * hourMs);
  return addDays(complete.toISOString().slice(0, 10), -1);
};

const judgeSeals: Judge<'seals'> = ({ until }, { now, recordsFrom }) => {
  const due = dueSeal(now);
  if (due < recordsFrom) return fine(until === undefined ? {} : { sealedUntil: until });
  if (until === undefined) return notFine('act', 'never');
  const facts = { sealedUntil: until };
  if (until >= due) return fine(facts);
  return notFine(addDays(until, thresholds.sealsActDays) > due ? 'look' : 'act', 'late', facts);
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
  const facts = newest === undefined ? {} : { month: newest };
  // Before the first month with records there is nothing to publish.
  if (lastDateOf(dueMonth) < recordsFrom || (newest !== undefined && newest >= dueMonth)) return fine(facts);
  const reason = withoutTerms.includes(dueMonth) ? 'waits_for_terms' : 'late';
  return notFine('act', reason, { ...facts, dueMonth });
};

const judgeDrill: Judge<'drill'> = ({ newest, asked }, { now }) => {
  const standing = asked && standingOf(asked, newest, now);
  // Nobody heard the end of it, so nothing wrote that it failed.
  if (asked !== undefined && standing === 'lost') return notFine('act', 'failed', { by: asked.by });
  const running =
    asked !== undefined && standing === 'running'
      ? { running: { at: asked.at, by: asked.by, step: asked.step } }
      : {};
  if (newest === undefined) return notFine('look', 'never', running);
  const { at, outcome, by, months } = newest;
  const facts = { at, outcome, compared: months, by, ...running };
  if (outcome !== 'whole') return notFine('act', outcome, facts);
  const days = ageMs(at, now) / dayMs;
  if (days <= thresholds.drillLookDays) return fine(facts);
  return notFine(days > thresholds.drillActDays ? 'act' : 'look', 'old', facts);
};

const judgePack: Judge<'pack'> = (pack, { now }) => {
  if (pack === undefined) return notFine('look', 'never');
  return ageMs(pack.at, now) > thresholds.packLookDays * dayMs ? notFine('look', 'old', pack) : fine(pack);
};

const judgeMail: Judge<'mail'> = (topics) => {
  const sum = (of: 'confirmed' | 'pending') => topics.reduce((total, topic) => total + topic[of], 0);
  const facts = { confirmed: sum('confirmed'), pending: sum('pending') };
  const isHeard = topics.some(({ isOfAlarms, confirmed }) => isOfAlarms && confirmed > 0);
  if (!isHeard) return notFine('act', 'nobody', facts);
  return facts.pending > 0 ? notFine('look', 'pending', facts) : fine(facts);
};

const judgeQueues: Judge<'queues'> = ({ waiting, deadLetters, waitingSince }, { now }) => {
  const facts = { waitingMessages: waiting, deadLetters };
  if (deadLetters > 0) return notFine('act', 'dead_letters', facts);
  const waitsTooLong =
    waitingSince !== undefined &&
    waiting > 0 &&
    ageMs(waitingSince, now) > thresholds.queueMaxWaitingMinutes * minuteMs;
  if (waitsTooLong) return notFine('act', 'waiting', facts);
  return waiting > thresholds.queueMaxWaiting ? notFine('look', 'many', facts) : fine(facts);
};

const judgeAlarms: Judge<'alarms'> = (alarms) =>
  alarms.length > 0 ? notFine('act', 'standing', { alarms: [...alarms] }) : fine();

const judgePhones: Judge<'phones'> = (phones, { now, deployed }) => {
  const today = dateInIndia(now);
  const heardBefore = addDays(today, -thresholds.phoneSilentDays);
  /** From this day on a phone that was in contact should tell the version deployed. */
  const newFrom =
    deployed?.since === undefined
      ? undefined
      : addDays(dateInIndia(new Date(deployed.since)), thresholds.oldClientGraceDays);
  const reasonOf = ({ seenOn, client }: (typeof phones)[number]) => {
    if (seenOn < heardBefore) return 'silent';
    const isOld = newFrom !== undefined && seenOn >= newFrom && client !== deployed?.version;
    return isOld ? 'old_client' : undefined;
  };
  const toAsk = phones
    .flatMap((phone) => {
      const reason = reasonOf(phone);
      return reason === undefined
        ? []
        : [{ personId: phone.personId, reason, seenOn: phone.seenOn } as const];
    })
    .toSorted((a, b) => (a.seenOn < b.seenOn ? -1 : 1));
  const facts = { phonesInUse: phones.length };
  if (toAsk.length === 0) return fine(facts);
  const reason = toAsk.some((phone) => phone.reason === 'silent') ? 'silent' : 'old_client';
  return notFine('look', reason, { ...facts, phones: toAsk });
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

/** What others than whoever looks after the deployment can see to. */
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

/** Judges what was read: a row for each fact. What could not be looked at is `look`, never `fine`. */
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

/** The heaviest of states. */
export const heaviest = (rows: readonly Pick<HealthRow, 'state'>[]): HealthState =>
  healthStates.findLast((state) => rows.some((row) => row.state === state)) ?? 'fine';
