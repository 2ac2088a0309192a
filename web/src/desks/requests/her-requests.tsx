import type { ComponentChildren } from 'preact';
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
  readonly hasStopped: boolean;
  /** The steps by which she stops, for who may record that. */
  readonly stop: ComponentChildren;
  /** The address of the member's page. */
  readonly address: Address;
};

/** On the desk's page of a member: the form for a request about her data, and a link to all that is stored about her. */
export function HerRequests({ api, me, memberId, hasStopped, stop, address }: HerRequestsProps) {
  return (
    <>
      <h3>{t('requests.hers')}</h3>
      {me.role === 'coordinator' && (
        <p>
          <a href={hrefOf(...address, herRecordPart)}>{t('herRecord')}</a>
        </p>
      )}
      <NewRequest api={api} memberId={memberId} hasStopped={hasStopped} stop={stop} />
    </>
  );
}
