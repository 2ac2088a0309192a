import type { ItemOf } from '../../api/routes.ts';
import { type MessageKey, t } from '../text.ts';
import { wordOfField, wordOfList } from './log-words.ts';
import { typesWithSentence } from './sentence-types.ts';

type Change = ItemOf<'GET /api/journal'>;
type Reading = Pick<ItemOf<'GET /api/access-log'>, 'route' | 'subjects' | 'fields'>;

/** The sentence for reading by a route. The first pattern that fits the route's path counts. */
const sentenceOfPath: readonly (readonly [path: RegExp, sentence: MessageKey])[] = [
  [/^\/api\/members\/search/, 'looked.search'],
  [/\/record$/, 'looked.record'],
  [/\/requests(\/|$)/, 'looked.requests'],
  [/^\/api\/members\/[^/]+\/cases/, 'looked.cases'],
  [/^\/api\/members/, 'looked.members'],
  [/^\/api\/me\/pack/, 'looked.pack'],
  [/^\/api\/(cases|agenda)/, 'looked.cases'],
  [/^\/api\/break-glass/, 'looked.emergency'],
  [/\/questions(\/|$)/, 'looked.questions'],
  // A group's own page shows its leaders; nothing else there is personal.
  [/^\/api\/collectives\/[^/]+$/, 'looked.leaders'],
  [/^\/api\/collectives/, 'looked.groups'],
  [/^\/api\/demands/, 'looked.demands'],
  [/^\/api\/outreach/, 'looked.rosters'],
  [/^\/api\/health/, 'looked.health'],
  [/^\/api\/(users|assignees|actors|phones)/, 'looked.people'],
  [/^\/api\/approvals/, 'looked.approvals'],
  [/^\/api\/data-handovers/, 'looked.handover'],
  [/^\/api\/erasures/, 'looked.erasures'],
  [/^\/api\/exports/, 'looked.export'],
  [/^\/api\/snapshots\/preview/, 'looked.preview'],
];

/** A form's label as a word among others: without the colon that some have. */
export const labelText = (label: MessageKey): string => t(label).replace(/\s*:$/, '');

/**
 * A line of the access log as a sentence, for the auditor's page: `Sita (coordinator) looked at 20 members: name,
 * telephone`.
 */
export function readingSentence({ route, subjects, fields }: Reading, who: string, role?: string): string {
  // `GET /api/members/{id}`
  const [method, path = ''] = route.split(' ');
  // A POST is no reading, but its answer shows the request that the person recorded or decided.
  if (method === 'POST' && /\/requests(\/|$)/.test(path)) return t('looked.requests.after', { who });
  // Nothing of it is kept as a file: it is shown, and may be printed.
  if (path === '/api/exports' && fields.includes('caseSummary')) return t('looked.summary', { who });
  const found = sentenceOfPath.find(([pattern]) => pattern.test(path))?.[1] ?? 'looked.records';
  // A caseworker's phone carries her cases, a leader's her groups.
  const sentence = found === 'looked.pack' && role === 'caseworker' ? 'looked.pack.cases' : found;
  const fieldNames = fields.map((field) => {
    const word = path === '/api/exports' ? wordOfList(field) : wordOfField(field);
    return word === undefined ? field : labelText(word);
  });
  return t(sentence, { who, count: subjects.length, fields: [...new Set(fieldNames)].join(', ') });
}

/** Whether nothing of a case was changed but who has it, perhaps with a note. */
const isOnlyAssigned = (fields: readonly string[]): boolean =>
  fields.includes('assignedTo') && fields.every((field) => field === 'assignedTo' || field === 'note');

/**
 * A line of the journal as a sentence, for the auditor's page: `Sita (coordinator) recorded a new member`. A type without a
 * sentence of its own gets a general one with the name of the type.
 */
export function changeSentence(
  line: Change,
  who: string,
  _role: string | undefined,
  nameOf: (id: string) => string,
): string {
  if (line.type === 'case_event') {
    return t('did.case_event.kind', { who, what: t(`event.${line.event.type}`) });
  }
  if (line.type === 'approval_decided' && line.decision === 'withdrawn')
    return t('did.approval_withdrawn', { who });
  if (line.type === 'case_changed' && isOnlyAssigned(line.fields)) {
    const { assignedTo } = line;
    if (assignedTo === undefined) return t('did.case_given_up', { who });
    return assignedTo === line.actor
      ? t('did.case_taken', { who })
      : t('did.case_assigned', { who, holder: nameOf(assignedTo) });
  }
  // `find` narrows the type to those that have a message key.
  const typeWithSentence = typesWithSentence.find((type) => type === line.type);
  return typeWithSentence === undefined
    ? t('did.other', { who, what: line.type.replaceAll('_', ' ') })
    : t(`did.${typeWithSentence}`, { who });
}
