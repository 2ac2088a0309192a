import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../../api/client.ts';
import { TextField } from '../../../design/fields/field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { showToast } from '../../../design/toast.tsx';
import { openAddress } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { type GroupMember, useGroupMembers } from '../group-members.ts';
import { SheetDetails } from '../sheets/sheet-details.tsx';
import { SheetForm } from '../sheets/sheet-form.tsx';
import { type RecordedMeeting, useMeeting } from '../sheets/use-meeting.ts';
import { type RecordedVoucher, useVoucher } from '../vouchers/use-voucher.ts';
import { VoucherDetails } from '../vouchers/voucher-details.tsx';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import { correctionOfSheet, correctionOfVoucher, withKeptRecords } from './correction-draft.ts';

/**
 * Reverses the wrong sheet or voucher before the corrected one is sent, and only once: if the corrected one is refused, the
 * next attempt does not reverse again.
 * @param isReversed whether the wrong one was reversed before the page was opened
 * @param reverse sends the reversal
 * @returns `sendReversal`, to be called before the corrected one is sent; `isOnlyReversed`, whether the reversal was recorded here and
 * the corrected one not yet
 */
function useReversal(
  { isReversed }: { readonly isReversed: boolean },
  reverse: (body: { readonly id: string; readonly reason: string }) => Promise<unknown>,
): { readonly sendReversal: (data: FormData) => Promise<void>; readonly isOnlyReversed: boolean } {
  const reversal = useRef({ id: v7(), isDone: isReversed });
  const [isOnlyReversed, setOnlyReversed] = useState(false);
  const sendReversal = async (data: FormData): Promise<void> => {
    if (reversal.current.isDone) return;
    await reverse({ id: reversal.current.id, reason: requiredTextOf(data, 'reason') });
    reversal.current.isDone = true;
    setOnlyReversed(true);
  };
  return { sendReversal, isOnlyReversed };
}

/** The field for the reason of the reversal. If the old one was reversed before, a note stands in its place. */
const Reason = ({ isReversed }: { readonly isReversed: boolean }) =>
  isReversed ? (
    <p class="warning wide">{t('correct.before')}</p>
  ) : (
    <TextField name="reason" label={t('correct.reason')} hint={t('correct.explain')} isWide />
  );

type OldAndNewProps = {
  readonly oldDetails: ComponentChildren;
  readonly correctionForm: ComponentChildren;
  /** Whether the old one is reversed, and the corrected one not yet recorded. */
  readonly isOnlyReversed: boolean;
};

/** What was recorded, beside the form of its correction. */
const OldAndNew = ({ oldDetails, correctionForm, isOnlyReversed }: OldAndNewProps) => (
  <div class="old-and-new">
    <section aria-label={t('correct.old')}>
      <h3>{t('correct.old')}</h3>
      {oldDetails}
    </section>
    <section aria-label={t('correct.new')}>
      <h3>{t('correct.new')}</h3>
      {isOnlyReversed && (
        <p class="warning" role="status">
          {t('correct.half')}
        </p>
      )}
      {correctionForm}
    </section>
  </div>
);

type CorrectProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/** The desk's page of correcting a recorded voucher. */
export function CorrectVoucher({ api, groupId, id }: CorrectProps) {
  const voucher = useVoucher(api, groupId, id);
  return (
    <OpenedRecord backLabel="voucher" backTo={['groups', groupId, 'vouchers', id]} title={t('books.correct')}>
      <Reading of={voucher}>{(old) => <VoucherCorrection api={api} groupId={groupId} old={old} />}</Reading>
    </OpenedRecord>
  );
}

function VoucherCorrection({
  api,
  groupId,
  old,
}: Omit<CorrectProps, 'id'> & { readonly old: RecordedVoucher }) {
  const isReversed = old.reversed !== undefined;
  const { sendReversal, isOnlyReversed } = useReversal({ isReversed }, (body) =>
    api.request('POST /api/collectives/{id}/vouchers/{voucherId}/reversal', {
      path: { id: groupId, voucherId: old.id },
      body,
    }),
  );
  return (
    <OldAndNew
      isOnlyReversed={isOnlyReversed}
      oldDetails={<VoucherDetails api={api} groupId={groupId} voucher={old} />}
      correctionForm={
        <VoucherForm
          api={api}
          groupId={groupId}
          initialDraft={correctionOfVoucher(old)}
          // If it was reversed before, the group's balances are already without its lines.
          reversedPostings={isReversed ? [] : old.lines}
          sendFirst={sendReversal}
          fieldsAbove={<Reason isReversed={isReversed} />}
          onDone={(newId) => {
            showToast(() => t('correct.done'));
            openAddress('groups', groupId, 'vouchers', newId);
          }}
        />
      }
    />
  );
}

/** The desk's page of correcting a recorded meeting's sheet. */
export function CorrectSheet({ api, groupId, id }: CorrectProps) {
  const meeting = useMeeting(api, groupId, id);
  const members = useGroupMembers(api, groupId);
  return (
    <OpenedRecord backLabel="meeting" backTo={['groups', groupId, id]} title={t('books.correct')}>
      <Reading of={members}>
        {(allMembers) => (
          <Reading of={meeting}>
            {(old) => <SheetCorrection api={api} groupId={groupId} old={old} members={allMembers} />}
          </Reading>
        )}
      </Reading>
    </OpenedRecord>
  );
}

function SheetCorrection({
  api,
  groupId,
  old,
  members,
}: Omit<CorrectProps, 'id'> & { readonly old: RecordedMeeting; readonly members: readonly GroupMember[] }) {
  const isReversed = old.reversed !== undefined;
  const { sendReversal, isOnlyReversed } = useReversal({ isReversed }, (body) =>
    api.request('POST /api/collectives/{id}/meetings/{meetingId}/reversal', {
      path: { id: groupId, meetingId: old.id },
      body,
    }),
  );
  const sheet = withKeptRecords(old, members);
  const listedIds = new Set(sheet.attendance.map(({ memberId }) => memberId));
  return (
    <OldAndNew
      isOnlyReversed={isOnlyReversed}
      oldDetails={<SheetDetails api={api} groupId={groupId} meeting={old} members={members} />}
      correctionForm={
        <SheetForm
          api={api}
          groupId={groupId}
          initialDraft={correctionOfSheet(sheet)}
          members={members.filter(({ id, exitedOn }) => exitedOn === undefined || listedIds.has(id))}
          // If it was reversed before, the group's balances are already without its postings.
          reversedPostings={isReversed ? [] : [...sheet.entries, ...(sheet.lines ?? [])]}
          sendFirst={sendReversal}
          fieldsAbove={<Reason isReversed={isReversed} />}
          onDone={(newId) => {
            showToast(() => t('correct.done'));
            openAddress('groups', groupId, newId);
          }}
        />
      }
    />
  );
}
