import { bestAnswer, roadAreas, worstAnswer } from '../../functions/shared/kinds/road-words.ts';
import { drawDayWithin, drawTimeBetweenHours, lastDay } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The talks with members of the demo programme: one some weeks after each joined, and one half a year later. Members whom member-changes.ts elects have
 * none: it expects version 1 of their records.
 */

type Area = (typeof roadAreas)[number];
type Answers = Partial<Record<Area, number>>;
type Goal = { readonly area: Area; readonly text?: string; readonly by?: string };

/** By area, how likely each answer from 1 to 4 is when she joins, in percent. Of work and debt most is wrong at first, and the mind heals last. */
// biome-ignore format: a table reads as a table
const atFirst: Readonly<Record<Area, readonly [number, number, number, number]>> = {
  safety:    [ 6, 34, 40, 20],
  debt:      [24, 42, 24, 10],
  work:      [22, 44, 24, 10],
  mind:      [ 8, 46, 34, 12],
  home:      [14, 40, 30, 16],
  belonging: [16, 42, 30, 12],
};

/** Half a year later: how likely it is, in percent, that an answer is better by one, or worse. */
const laterBetter: Readonly<Record<Area, number>> = {
  safety: 46,
  debt: 52,
  work: 44,
  mind: 38,
  home: 28,
  belonging: 48,
};
const laterWorsePercent = 9;
/** How many answers of a hundred she would rather not give. */
const silentPercent = 7;

const wishes: Readonly<Record<Area, readonly string[]>> = {
  safety: ['రాత్రి భయం లేకుండా నిద్రపోవాలి.', 'అతను మా వీధికి రాకుండా ఉండాలి.'],
  debt: ['వడ్డీ వ్యాపారి అప్పు తీర్చాలి.', 'గ్రూపు అప్పుతో పాత బాకీ కట్టాలి.'],
  work: ['కుట్టు మిషన్ కొనుక్కోవాలి.', 'మేకలు పెంచుకోవాలి.', 'నెల జీతం వచ్చే పని కావాలి.'],
  mind: ['మళ్ళీ నవ్వాలి.', 'డాక్టర్ దగ్గరకు వెళ్తూ ఉండాలి.'],
  home: ['మా పేరు మీద పట్టా కావాలి.', 'వాన పడినా తడవని ఇల్లు కావాలి.'],
  belonging: ['పెళ్ళిళ్ళకు నన్నూ పిలవాలి.', 'అందరితో బావి దగ్గర నీళ్ళు పట్టుకోవాలి.'],
};

const drawFirst = (random: Random, area: Area): number => {
  let rest = random.int(0, 99);
  for (const [index, percent] of atFirst[area].entries()) {
    if (rest < percent) return worstAnswer + index;
    rest -= percent;
  }
  return bestAnswer;
};

const drawLater = (random: Random, area: Area, before: number): number => {
  if (random.percentChance(laterWorsePercent)) return Math.max(worstAnswer, before - 1);
  return random.percentChance(laterBetter[area]) ? Math.min(bestAnswer, before + 1) : before;
};

const drawAnswers = (random: Random, drawOne: (area: Area) => number): Answers =>
  Object.fromEntries(
    roadAreas.flatMap((area) => {
      const answer = drawOne(area);
      return random.percentChance(silentPercent) ? [] : [[area, answer]];
    }),
  );

/** Mostly in the area that is worst for her. */
const drawGoal = (random: Random, answers: Answers): Goal | undefined => {
  if (!random.percentChance(60)) return undefined;
  const worst = Math.min(bestAnswer, ...Object.values(answers));
  const worstAreas = roadAreas.filter((area) => answers[area] === worst);
  const area = random.pick(worstAreas.length === 0 ? roadAreas : worstAreas);
  return { area, ...(random.percentChance(70) ? { text: random.pick(wishes[area]) } : {}) };
};

const talksWith = (random: Random, member: DemoMember): DemoRequest[] => {
  const talk = (on: string, body: object): DemoRequest => {
    const at = drawTimeBetweenHours(random, on, 12, 14);
    return {
      at,
      by: member.by,
      route: 'POST /api/members/{id}/talks',
      path: { id: member.id },
      body: { id: makeDemoId(random, at), on, ...body },
    };
  };
  const enrolledOn = member.enrolledAt.slice(0, 10);
  const isThere = (on: string): boolean =>
    on > enrolledOn && on <= lastDay && (member.leavingMonth === null || on < member.leavingMonth);
  const firstOn = drawDayWithin(random, enrolledOn, { minDays: 20, maxDays: 60, latest: '2027-01-31' });
  const secondOn = drawDayWithin(random, firstOn, { minDays: 175, maxDays: 215, latest: '2027-12-31' });
  const first = drawAnswers(random, (area) => drawFirst(random, area));
  const goal = drawGoal(random, first);
  const second = drawAnswers(random, (area) =>
    drawLater(random, area, first[area] ?? drawFirst(random, area)),
  );
  const isDone = goal !== undefined && random.percentChance(45);
  const next = goal === undefined || isDone ? drawGoal(random, second) : undefined;
  return [
    talk(firstOn, { answers: first, ...(goal === undefined ? {} : { goal }) }),
    talk(secondOn, {
      answers: second,
      ...(isDone ? { goalDone: true } : {}),
      ...(next === undefined ? {} : { goal: next }),
    }),
  ].filter(({ at }) => isThere(at.slice(0, 10)));
};

export const makeTalkRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('talks');
  return members
    .filter(({ isElectedLater }) => !isElectedLater && random.percentChance(92))
    .flatMap((member) => talksWith(random, member));
};
