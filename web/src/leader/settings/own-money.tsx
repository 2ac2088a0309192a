import { useEffect } from 'preact/hooks';
import { readMe } from '../../api/me.ts';
import { rowWrite } from '../../rows/encrypted-rows.ts';
import { profiles } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { womanOf } from '../joined.ts';
import { withUnsent } from '../meetings/balances.ts';
import { Money } from '../passbook/passbook.tsx';
import { t } from './text.ts';

/** Her own savings and debt, on "Me": if her account is linked to her member's record. */
export function OwnMoney() {
  const { workspace, go } = useHere();
  useEffect(() => {
    // Her account may have been linked to a member since she signed in.
    workspace
      .callServer(readMe)
      .then((fresh) => workspace.rows.putAll([rowWrite(profiles, 'me', fresh)]))
      // Without a network, what was read before stays.
      .catch(() => {});
  }, [workspace]);
  const id = workspace.me()?.memberId;
  if (id === undefined) return null;
  const member = womanOf(workspace.rows, id);
  return (
    <>
      <h2>{t('me.money')}</h2>
      {member === undefined ? (
        <p>{t('me.elsewhere')}</p>
      ) : (
        <>
          <Money member={withUnsent(workspace.rows, member)} />
          <button type="button" class="second" onClick={() => go({ name: 'passbook', id, isOwn: true })}>
            {t('me.passbook')}
          </button>
        </>
      )}
    </>
  );
}
