import { addDays, dateInIndia } from '../../shared/calendar/calendar.ts';
import { standingOf } from '../../shared/health/drill-run.ts';
import type { FactName, ReadFacts } from './facts.ts';
import { judgeMonth, judgeSeals } from './judge-schedule.ts';
import {
  ageMs,
  type Circumstances,
  dayMs,
  fine,
  type Judge,
  type Judged,
  minuteMs,
  notFine,
} from './judged.ts';
import {
  type HealthHelper,
  type HealthReason,
  type HealthRow,
  type HealthState,
  healthCodes,
  healthStates,
} from './schema.ts';
import { thresholds } from './thresholds.ts';

/**
 * Judges facts about the system: whether each is fine, to be looked at, or to be acted on. facts.ts has the facts, thresholds.ts the limits,
 * judge-schedule.ts the judges of what is due on a day.
 */

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
