import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import type { Operation } from '../../outbox/operation.ts';
import { forgetTalk } from '../../phone/talk/her-talks.ts';
import type { UnsentRole } from '../../phone/unsent/unsent-role.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { useHere } from '../context.ts';
import { womanOf } from '../joined.ts';
import { collectiveOf } from '../meetings/balances.ts';
import { cases, collectives, members } from '../row-kinds.ts';
import type { Screen } from '../screen.ts';
import { lineWords } from '../sheet/sheet-words.ts';
import { linesInError, peopleInError } from './correct-refused.ts';
import { draftOfRefused } from './draft-of-refused.ts';

/** What a leader's phone says of its unsent operations. */
export const unsentOfLeader: UnsentRole<Screen> = {
  describe,
  async discard({ rows, ...workspace }, { id, what, entities }) {
    // The record of a member or a case was stored on the phone when the leader recorded it.
    if (what === 'member') await rows.remove(members, id);
    if (what === 'case') await rows.remove(cases, id);
    if (what === 'talk') await forgetTalk({ rows, ...workspace }, entities[0] ?? '', id);
  },
  draftOf: draftOfRefused,
  RefusedParts,
  settleLabel: 'waiting.settle',
};

/** A woman, or a group with the day of its sheet. Empty for operations of cases, so that nobody's name is shown. */
function describe(rows: EncryptedRows, { what, entities, body }: Operation): string {
  // The first entity of an answer is the group that was asked.
  if (what === 'meeting' || what === 'reversal' || what === 'question_answer') {
    const name = rows.get(collectives, entities[0] ?? '')?.name ?? '';
    return `${name} ${typeof body.heldOn === 'string' ? formatDate(body.heldOn, language()) : ''}`;
  }
  // An `entry_reversal` takes back a child or an observation of its schooling.
  const isAboutChild = what === 'child' || what === 'schooling' || what === 'entry_reversal';
  // Only her code, since the list tells that she talked.
  if (what === 'talk') return womanOf(rows, entities[0] ?? '')?.code ?? '';
  if (what !== 'member' && !isAboutChild) return '';
  // The entities of an operation about a child are the child and its mother.
  const memberId = isAboutChild ? entities[1] : entities[0];
  return womanOf(rows, memberId ?? '')?.name ?? '';
}

/** The women or lines that a refusal is about. */
function RefusedParts({ operation }: { readonly operation: Operation }) {
  const { workspace } = useHere();
  // The first entity of a sheet is its group. Only a sheet has lines that name a borrowing.
  const borrowings = collectiveOf(workspace.rows, operation.entities[0] ?? '')?.borrowings;
  return (
    <>
      {peopleInError(operation).map((id) => {
        const woman = womanOf(workspace.rows, id);
        const isHere = woman?.collectiveId === operation.entities[0];
        // In another group of the leader's own, if the phone knows one.
        const group =
          woman === undefined || isHere ? undefined : collectiveOf(workspace.rows, woman.collectiveId);
        return (
          <strong class="part" key={id}>
            {woman?.name}
            {operation.movedOn !== undefined && group !== undefined && ` → ${group.name}`}
          </strong>
        );
      })}
      {linesInError(operation).map((line, index) => (
        <strong class="part" key={index}>
          {lineWords(line, borrowings)}
        </strong>
      ))}
    </>
  );
}
