import { useEffect, useState } from 'preact/hooks';
import { todayInIndia } from '../../i18n/today.ts';
import { linesOfStatement } from '../../papers/account-from-server.ts';
import { ChoosePaper } from '../../papers/choose-paper.tsx';
import type { PaperLine } from '../../papers/paper-content.ts';
import { t } from '../../papers/text.ts';
import { Gone } from '../../phone/frame.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { withUnsent } from '../meetings/balances.ts';
import { accountOf, allLines } from './passbook-lines.ts';

/** A woman's papers, from all her entries on the server; without a network, from those on this phone alone. */
export function PapersScreen({ id, isOwn }: { readonly id: string; readonly isOwn: boolean }) {
  const { workspace } = useHere();
  const [linesFromServer, setLinesFromServer] = useState<readonly PaperLine[]>([]);
  useEffect(() => {
    // False once the screen has closed.
    let isWanted = true;
    workspace
      .callServer((api) => api.request('GET /api/members/{id}/savings', { path: { id } }))
      .then(({ statement }) => isWanted && setLinesFromServer(linesOfStatement(statement)))
      // Without a network the papers begin with the balances before the sheets on this phone.
      .catch(() => {});
    return () => {
      isWanted = false;
    };
  }, [workspace, id]);
  const stored = womanOf(workspace.rows, id);
  if (stored === undefined) return <Gone />;
  const member = withUnsent(workspace.rows, stored);
  return (
    <Frame title={t('papers.title')} back={{ name: 'passbook', id, isOwn }} isForShowing>
      <ChoosePaper
        account={accountOf(member, allLines(workspace.rows, id, linesFromServer))}
        name={member.name}
        asOf={todayInIndia()}
      />
    </Frame>
  );
}
