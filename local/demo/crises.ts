import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { drawTimeBetweenHours, lastEventDay } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { createRandom, type Random } from './random.ts';

/**
 * What happened in the crises of the demo programme, the safety plans that were made, help with a livelihood, and what women said of the help when a case was closed.
 */

/** Violence and threats are the most. */
const incidents = [
  'domestic_violence',
  'domestic_violence',
  'domestic_violence',
  'threat',
  'threat',
  'sexual_violence',
  'trafficking_attempt',
  'eviction',
  'police',
  'child_in_danger',
  'health',
] as const;

const plans = [
  {
    signs: 'అతను తాగి వచ్చి అరవడం మొదలుపెడితే.',
    goTo: 'పక్క వీధిలో అక్క ఇంటికి.',
    call: '181, తర్వాత గ్రూపు లీడర్.',
    take: 'ఆధార్, బ్యాంకు పుస్తకం, మందులు.',
    children: 'బడి నుంచి అక్క తీసుకొస్తుంది.',
  },
  { signs: 'ఫోన్‌లో బెదిరింపులు.', goTo: 'గ్రూపు లీడర్ ఇంటికి.', call: '112' },
  { goTo: 'అమ్మ ఊరికి బస్సులో.', take: 'బట్టల సంచి తలుపు వెనక ఉంది.', children: 'నాతోనే వస్తారు.' },
] as const;

const herWords = ['helped', 'helped', 'helped', 'helped', 'partly', 'partly', 'not', 'not_asked'] as const;

const isOpening = ({ route }: DemoRequest): boolean => route === 'POST /api/cases';
const minuteMs = 60_000;

/** The plan that was made when the case was opened, entered some minutes later. */
const planOf = (opening: DemoRequest, index: number): DemoRequest => {
  const at = new Date(Date.parse(opening.at) + 7 * minuteMs).toISOString();
  const random = createRandom(`safety plan ${index}`);
  return {
    at,
    by: opening.by,
    route: 'POST /api/cases/{id}/events',
    path: { id: String(Reflect.get(opening.body, 'id')) },
    body: {
      id: makeDemoId(random, at),
      type: 'safety_plan',
      on: Reflect.get(opening.body, 'openedOn'),
      ...random.pick(plans),
    },
  };
};

const trades = ['కుట్టు శిక్షణ, తెనాలి', 'పాల సహకార సంఘం', 'మేకల పెంపకం పథకం', 'పుట్టగొడుగుల పెంపకం'] as const;

/** Help with a livelihood, some weeks after the case was opened. */
const livelihoodOf = (random: Random, opening: DemoRequest): DemoRequest[] => {
  const on = addDays(String(Reflect.get(opening.body, 'openedOn')), random.int(30, 90));
  const at = drawTimeBetweenHours(random, on, 18, 19);
  if (on > lastEventDay || at < opening.at) return [];
  return [
    {
      at,
      by: opening.by,
      route: 'POST /api/cases/{id}/events',
      path: { id: String(Reflect.get(opening.body, 'id')) },
      body: {
        id: makeDemoId(random, at),
        type: 'service',
        on,
        service: 'livelihood',
        provider: random.pick(trades),
      },
    },
  ];
};

/**
 * The requests of cases with what is known of crises, and of the help in all cases. It draws by itself, so that the cases stay as they are.
 * @param requests of cases and their events, one case after the other
 */
export const tellOfCrises = (requests: readonly DemoRequest[]): DemoRequest[] => {
  const random = createRandom('crises');
  let crises = 0;
  return requests.flatMap((request): DemoRequest[] => {
    const { body } = request;
    if (Reflect.get(body, 'status') === 'closed') {
      return [{ ...request, body: { ...body, herWord: random.pick(herWords) } }];
    }
    if (!isOpening(request)) return [request];
    if (Reflect.get(body, 'kind') === 'entitlement' && random.percentChance(28)) {
      return [request, ...livelihoodOf(random, request)];
    }
    if (Reflect.get(body, 'kind') !== 'crisis') return [request];
    const isTold = random.percentChance(90);
    const hasPlan = random.percentChance(55);
    crises += 1;
    const opening = isTold ? { ...request, body: { ...body, incident: random.pick(incidents) } } : request;
    return hasPlan ? [opening, planOf(request, crises)] : [opening];
  });
};
