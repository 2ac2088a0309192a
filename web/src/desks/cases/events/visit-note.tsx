import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { LongField } from '../../../design/fields/field.tsx';
import { showToast } from '../../../design/toast.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';

/** A follow-up that was recorded as done by one press. */
export type Visit = {
  /** The id of its event. */
  readonly id: string;
  readonly caseId: string;
  readonly code: string;
  readonly on: string;
};

type VisitNoteProps = {
  readonly api: Api;
  readonly of: Visit;
  readonly onWritten: () => Promise<unknown>;
  readonly onClose: () => void;
};

/**
 * Offers to write what happened at a visit, right after it was recorded by one press and in the place of the button. She may go on without.
 */
export function VisitNote({ api, of: { caseId, code, on }, onWritten, onClose }: VisitNoteProps) {
  const [text, setText] = useState('');
  const section = useRef<HTMLElement>(null);
  // The button that had the focus is gone.
  useEffect(() => section.current?.querySelector('textarea')?.focus({ preventScroll: true }), []);
  return (
    <section class="visit-note" aria-label={t('visit.note')} ref={section}>
      <Form
        label="visit.note"
        submit="visit.note.save"
        isSecondary
        isReady={text.trim() !== ''}
        done={null}
        onSend={async (_, id) => {
          const body = { id, type: 'note', on, text: text.trim() } as const;
          await api.request('POST /api/cases/{id}/events', { path: { id: caseId }, body });
          showToast(() => t('visit.note.saved', { code }));
          onClose();
          await onWritten();
        }}
      >
        <LongField name="text" label={t('visit.note.of', { code })} text={text} onText={setText} isOptional />
      </Form>
      <button type="button" class="quiet" onClick={onClose}>
        {t('visit.note.none')}
      </button>
    </section>
  );
}

/** The visits on a page for which a note is offered: they stay until a note is written, refused, or the visit taken back. */
export function useVisits() {
  const [visits, setVisits] = useState<readonly Visit[]>([]);
  return {
    visits,
    add: (visit: Visit) => setVisits((before) => [...before, visit]),
    remove: (id: string) => setVisits((before) => before.filter((visit) => visit.id !== id)),
  };
}
