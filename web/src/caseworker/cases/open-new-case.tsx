import { OpenCase } from '../../phone/cases/open-case.tsx';
import type { CaseProposal } from '../../phone/screen.ts';
import { rowWrite } from '../../rows/encrypted-rows.ts';
import { cases } from '../row-kinds.ts';

/** The screen that opens a case for a woman of hers; it is assigned to herself. */
export function OpenNewCase({
  memberId,
  proposal,
}: {
  readonly memberId: string;
  readonly proposal: CaseProposal | undefined;
}) {
  return (
    <OpenCase
      memberId={memberId}
      proposal={proposal}
      rowOf={(file) => rowWrite(cases, file.id, { ...file, version: 0 })}
    />
  );
}
