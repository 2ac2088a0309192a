import type { Codes } from '../frame/codes.ts';
import { type MessageKey, t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import type { LineRecord } from './line-records.ts';

/** The word for a record that has neither code nor name. */
const words = {
  member: 'about.member',
  case: 'about.case',
  group: 'about.group',
  person: 'actor.gone',
  sheet: 'about.sheet',
  outreach: 'about.outreach',
  demand: 'about.demand',
  question: 'about.question',
  request: 'about.request',
  phone: 'about.phone',
  handover: 'about.handover',
  askedPerson: 'about.person',
  erased: 'about.erased',
  record: 'about.record',
} as const satisfies Record<LineRecord['kind'], MessageKey>;

/** The name of a record in the auditor's logs: a member's or case's code, a group's or person's name, for others a plain word. */
export function recordName(
  { id, kind }: LineRecord,
  codes: Codes,
  actors: ReadonlyMap<string, Actor>,
): string {
  const { code, name } = codes.get(id) ?? {};
  return code ?? name ?? (actors.has(id) ? actorText(id, actors) : t(words[kind]));
}
