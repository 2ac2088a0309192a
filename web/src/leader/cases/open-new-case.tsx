import { CallButton } from '../../phone/call.tsx';
import { OpenCase } from '../../phone/cases/open-case.tsx';
import type { CaseProposal } from '../../phone/screen.ts';
import { rowWrite } from '../../rows/encrypted-rows.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { cases } from '../row-kinds.ts';
import { t } from './text.ts';

/** The leader's screen that opens a case for a woman who has not asked to stop. */
export function OpenNewCase({
  memberId,
  proposal,
}: {
  readonly memberId: string;
  readonly proposal: CaseProposal | undefined;
}) {
  const { workspace } = useHere();
  const member = womanOf(workspace.rows, memberId);
  if (member?.withdrawnOn !== undefined) return <Stopped memberId={memberId} name={member.name} />;
  return (
    <OpenCase
      memberId={memberId}
      proposal={proposal}
      rowOf={(file) => rowWrite(cases, file.id, { ...file, isTaken: false })}
    />
  );
}

/** Instead of a new case: she has asked to stop. Who is in danger is called for all the same, and if she wants help again, it is written in her record. */
function Stopped({ memberId, name }: { readonly memberId: string; readonly name: string }) {
  const { go } = useHere();
  return (
    <Frame title={t('cases.openTitle', { name })} back={{ name: 'member', id: memberId }} isPrivate>
      <p class="notice">{t('cases.stopped')}</p>
      <CallButton />
      <button type="button" class="primary" onClick={() => go({ name: 'record', id: memberId })}>
        {t('cases.stopped.record')}
      </button>
    </Frame>
  );
}
