import type { ItemOf } from '../../api/routes.ts';
import { labelOfField } from '../frame/field-labels.ts';
import { type MessageKey, t } from '../text.ts';
import { typesWithSentence } from './sentence-types.ts';

/** What lines of the logs say, as sentences. */

type Change = ItemOf<'GET /api/journal'>;
type Reading = Pick<ItemOf<'GET /api/access-log'>, 'route' | 'subjects' | 'fields'>;

/** What a route shows, by the beginning of its path; the first that fits. */
const shownBy: readonly (readonly [path: RegExp, of: MessageKey])[] = [
  [/^\/api\/members\/search/, 'looked.search'],
  [/\/record$/, 'looked.record'],
  [/\/requests(\/|$)/, 'looked.requests'],
  [/^\/api\/members/, 'looked.members'],
  [/^\/api\/me\/pack/, 'looked.pack'],
  [/^\/api\/(cases|agenda)/, 'looked.cases'],
  [/^\/api\/break-glass/, 'looked.emergency'],
  [/^\/api\/collectives/, 'looked.groups'],
  [/^\/api\/(users|assignees|actors|phones)/, 'looked.people'],
  [/^\/api\/approvals/, 'looked.approvals'],
  [/^\/api\/data-handovers/, 'looked.handover'],
  [/^\/api\/erasures/, 'looked.erasures'],
  [/^\/api\/exports/, 'looked.export'],
  [/^\/api\/snapshots\/preview/, 'looked.preview'],
];

/**
 * A line of the access log as a sentence, for the auditor's page: `Sita (coordinator) looked at 20 members: name,
 * telephone`.
 */
export function readingSentence({ route, subjects, fields }: Reading, who: string): string {
  const [method, path = ''] = route.split(' ');
  // The answer to what she recorded, or decided, shows it.
  if (method === 'POST' && /\/requests(\/|$)/.test(path)) return t('looked.requests.after', { who });
  const of = shownBy.find(([pattern]) => pattern.test(path))?.[1] ?? 'looked.records';
  const named = fields.map((field) => {
    const label = labelOfField(field);
    return label === undefined ? field : t(label);
  });
  return t(of, { who, count: subjects.length, fields: [...new Set(named)].join(', ') });
}

/**
 * A line of the journal as a sentence, for the auditor's page: `Sita (coordinator) recorded a new member`. A type
 * without a sentence is said by its own word.
 */
export function changeSentence(line: Change, who: string): string {
  const { type } = line;
  if (line.type === 'case_event') {
    return t('did.case_event.kind', { who, what: t(`event.${line.event.type}`) });
  }
  if (line.type === 'approval_decided' && line.decision === 'withdrawn')
    return t('did.approval_withdrawn', { who });
  const known = typesWithSentence.find((one) => one === type);
  return known === undefined
    ? t('did.other', { who, what: type.replaceAll('_', ' ') })
    : t(`did.${known}`, { who });
}
