import { openGate } from '../../functions/months/disclosure/gate.ts';
import { isHalfYearEnd } from '../../functions/months/disclosure/half-years.ts';
import {
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { fewestTold } from '../../functions/months/disclosure/too-few.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import {
  composeSnapshot,
  renderSnapshot,
  type Snapshot,
} from '../../functions/months/publishing/snapshot.ts';
import { levelsOf } from '../../functions/months/publishing/values-of-totals.ts';
import { addDays, addMonths, lastDateOf } from '../../functions/shared/calendar/calendar.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { incidents } from '../../functions/shared/kinds/case-words.ts';
import { roadAreas } from '../../functions/shared/kinds/road-words.ts';
import {
  consentOf,
  countLines,
  createJournal,
  publicationOf,
  type TestJournal,
} from '../publishing/journal-builder.ts';
import { type Chance, createChance } from './chance.ts';

/** Invented programmes whose women are asked of their road twice a year, and what they publish, by the product's own functions. */

const needed = [
  'members_enrolled',
  'members_active',
  'talks_held',
  'cases_closed',
  'crises_of_violence',
  'help_helped',
];
const roadCatalogue: readonly Indicator[] = indicators.filter(
  ({ code }) => needed.includes(code) || code.startsWith('road_'),
);

const firstMonth = '2025-04';
const monthCount = 26;

/** A day of a month, and the instant at which something of it is recorded: one in seven a month or two late. */
const dayIn = (chance: Chance, month: string): { on: string; at: string } => {
  const on = `${month}-${String(chance.between(1, 28)).padStart(2, '0')}`;
  const recorded = chance.isLikely(0.15) ? addDays(on, chance.between(20, 60)) : on;
  return { on, at: `${recorded}T${String(chance.between(8, 19)).padStart(2, '0')}:00` };
};

/** What a woman says: mostly a step from what she said before; one in eight answers she keeps to herself. */
const answersOf = (chance: Chance, before: Map<string, number>) =>
  Object.fromEntries(
    roadAreas.flatMap((area) => {
      const last = before.get(area) ?? chance.between(1, 3);
      const now = Math.min(4, Math.max(1, last + (before.has(area) ? chance.between(-1, 2) : 0)));
      before.set(area, now);
      return chance.isLikely(0.125) ? [] : [[area, now]];
    }),
  );

const liveOn = (chance: Chance, journal: TestJournal, name: string): void => {
  const joined = addMonths(firstMonth, chance.between(0, 14));
  const { on: joinedOn, at } = dayIn(chance, joined);
  const consents = chance.isLikely(0.85) ? [consentOf(true, joinedOn)] : [];
  journal.at(at).member(name, { joinedOn, consents });
  if (consents.length === 0 && chance.isLikely(0.5)) {
    const later = dayIn(chance, addMonths(joined, chance.between(1, 8)));
    journal.at(later.at).consent(name, true, later.on);
  }
  const opened = dayIn(chance, addMonths(joined, 1));
  const incident = incidents[chance.below(incidents.length)];
  journal.at(opened.at).openCase(`case of ${name}`, name, { kind: 'crisis', openedOn: opened.on, incident });
  if (chance.isLikely(0.6)) {
    const closed = dayIn(chance, addMonths(joined, chance.between(2, 9)));
    const herWord = (['helped', 'helped', 'partly', 'not', 'not_asked'] as const)[chance.below(5)];
    const event = { type: 'status', status: 'closed', herWord } as const;
    journal.at(closed.at).event(name, closed.on, event, `case of ${name}`);
  }
  const said = new Map<string, number>();
  // Her first talk a month after she joined, the next ones half a year later, some weeks more or less.
  for (let month = addMonths(joined, 1); month < addMonths(firstMonth, monthCount); ) {
    const talk = dayIn(chance, month);
    const line = journal.at(talk.at).talk(name, talk.on, answersOf(chance, said));
    if (chance.isLikely(0.05)) {
      journal.at(`${addDays(talk.at.slice(0, 10), 1)}T20:00`).reverseEntry(name, line.talkId, 'talk');
    }
    month = addMonths(month, chance.between(5, 7));
  }
  if (chance.isLikely(0.15)) journal.exit(name, lastDateOf(addMonths(joined, chance.between(6, 16))));
};

/** Enrols some women a second time, who are asked under both ids, joins each pair some months later, and parts some of them again. */
const enrolTwins = (chance: Chance, journal: TestJournal, women: number, twins: number): void => {
  for (let at = 0; at < women; at += 1) {
    if (!chance.isLikely(twins)) continue;
    const [first, second] = [`Woman ${at}`, `Twin of ${at}`];
    liveOn(chance, journal, second);
    const pair = chance.isLikely(0.5) ? ([first, second] as const) : ([second, first] as const);
    const joined = addMonths(firstMonth, chance.between(3, monthCount - 2));
    journal.at(dayIn(chance, joined).at).join(...pair);
    if (chance.isLikely(0.2))
      journal.at(dayIn(chance, addMonths(joined, chance.between(4, 8))).at).part(...pair);
  }
};

/** What a careless publisher would do: count in every month, or tell a ratio of however few. */
export type Carelessness = 'every_month' | 'of_few';

const tellCarelessly = (snapshot: Snapshot, totals: Totals, how: Carelessness | undefined): Snapshot => ({
  ...snapshot,
  indicators: snapshot.indicators.map((indicator) => {
    const { month } = snapshot;
    const isCounted = how === 'every_month' || isHalfYearEnd(month);
    if (how === undefined || indicator.way !== 'ratio_of_stocks' || !isCounted) return indicator;
    const levels = levelsOf(totals, indicator.code, monthNumber(month));
    if (how === 'every_month' && levels.denominator < fewestTold) return indicator;
    return { ...indicator, asOf: month, month: levels, financialYear: levels, toDate: levels };
  }),
});

/** What everybody can read of a programme: `snapshot.json` of each month and version, in the order of publication; and when records were joined or parted. */
export const publishRoad = (
  seed: number,
  {
    women,
    corrections = 0,
    twins = 0,
    careless,
  }: {
    readonly women: number;
    /** The share of months after which an earlier one is corrected. */
    readonly corrections?: number;
    /** The share of women who are enrolled twice. */
    readonly twins?: number;
    readonly careless?: Carelessness;
  },
): { readonly texts: readonly string[]; readonly joins: readonly string[] } => {
  const chance = createChance(seed);
  const journal = createJournal();
  for (let at = 0; at < women; at += 1) liveOn(chance, journal, `Woman ${at}`);
  enrolTwins(chance, journal, women, twins);
  const lines = journal.lines.toSorted(compareLines);
  const history: PublishedNumbers[] = [];
  const versions = new Map<string, number>();
  const newest = new Map<string, Totals>();
  const texts: string[] = [];
  const publish = (month: string, cutoff?: string): void => {
    const version = (versions.get(month) ?? 0) + 1;
    const ordinal = texts.length + 1;
    const publication = publicationOf(month, {
      ordinal,
      version,
      reason: version === 1 ? null : 'Late',
      ...(cutoff === undefined ? {} : { cutoff }),
    });
    const known = lines.filter(({ recordedAt }) => recordedAt < publication.cutoff);
    const { totals } = countLines(known, roadCatalogue);
    const snapshot = composeSnapshot({
      catalogue: roadCatalogue,
      totals,
      totalsBefore: newest.get(month),
      programme: [],
      history,
      publication,
      gate: openGate,
      secret: 'a programme',
    });
    const text = renderSnapshot(tellCarelessly(snapshot, totals, careless));
    versions.set(month, version);
    newest.set(month, totals);
    history.push(toPublishedNumbers(ordinal, JSON.parse(text)));
    texts.push(text);
  };
  for (let at = 0; at < monthCount; at += 1) {
    const month = addMonths(firstMonth, at);
    publish(month);
    if (chance.isLikely(corrections)) {
      publish(addMonths(firstMonth, chance.between(0, at)), `${addMonths(month, 1)}-20T04:00:00.000Z`);
    }
  }
  const joins = lines.flatMap(({ type, recordedAt }) =>
    type === 'members_joined' || type === 'members_parted' ? [recordedAt] : [],
  );
  return { texts, joins };
};
