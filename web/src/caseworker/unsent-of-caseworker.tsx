import { eventTypes } from '../../../functions/shared/kinds/case-events.ts';
import type { Operation } from '../outbox/operation.ts';
import { draftOfTalk } from '../phone/talk/draft-of-refused-talk.ts';
import { forgetTalk } from '../phone/talk/her-talks.ts';
import type { UnsentKey } from '../phone/unsent/text.ts';
import type { UnsentRole } from '../phone/unsent/unsent-role.ts';
import type { EncryptedRows } from '../rows/encrypted-rows.ts';
import { t as timelineText } from '../timeline/text.ts';
import { cases, unassignedCases, women } from './row-kinds.ts';
import type { Screen } from './screen.ts';
import { t } from './text.ts';

/** What a caseworker's phone says of its unsent operations. */
export const unsentOfCaseworker: UnsentRole<Screen> = {
  describe,
  async discard({ rows, ...workspace }, { id, what, entities }) {
    // A case was stored on the phone when she opened it.
    if (what === 'case') await rows.remove(cases, id);
    if (what === 'talk') await forgetTalk({ rows, ...workspace }, entities[0] ?? '', id);
  },
  draftOf: draftOfTalk,
  RefusedParts: () => null,
  settleLabel: 'waiting.settleCase',
  reasons: {
    not_found: 'reason.notYours',
    forbidden: 'reason.notYours',
    taken: 'reason.taken',
  } satisfies Readonly<Record<string, UnsentKey>>,
};

/** What was done, if it is an event, and the code of the case or woman that it is about: the list gives no name. */
function describe(rows: EncryptedRows, { what, entities: [first = ''], body }: Operation): string {
  const waiting = rows.get(unassignedCases, 'all')?.items.find(({ id }) => id === first);
  const about = what === 'talk' ? rows.get(women, first) : (rows.get(cases, first) ?? waiting);
  const code = about?.code ?? t('members.noCode');
  const event = what === 'case_event' ? eventTypes.find((type) => type === body.type) : undefined;
  return [
    event === undefined ? undefined : timelineText(body.done === true ? 'done.visit' : `event.${event}`),
    code,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
