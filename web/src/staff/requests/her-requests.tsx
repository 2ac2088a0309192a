import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { t } from '../text.ts';
import { herRecordPart } from './her-record.tsx';
import { NewRequest } from './new-request.tsx';

type HerRequestsProps = {
  readonly api: Api;
  readonly me: Me;
  readonly memberId: string;
  /** The member's address. */
  readonly at: Address;
};

/** On the desk's page of a member: her requests about what is kept of her, and the way to her record. */
export function HerRequests({ api, me, memberId, at }: HerRequestsProps) {
  return (
    <>
      <h3>{t('requests')}</h3>
      {me.role === 'coordinator' && (
        <p>
          <a href={hrefOf(...at, herRecordPart)}>{t('herRecord')}</a>
        </p>
      )}
      <NewRequest api={api} memberId={memberId} />
    </>
  );
}
