import { useState } from 'preact/hooks';
import { requestKinds } from '../../../../functions/shared/kinds/member-words.ts';
import { t as recordText } from '../../record/text.ts';
import { RequestForm } from './request-form.tsx';
import { t } from './text.ts';

/** A grievance has a form of its own. */
const kinds = requestKinds.filter((kind) => kind !== 'grievance');

/** In a woman's record on the leader's phone: she chooses which request she makes about her data, then fills in its form. */
export function ChooseRequest({
  memberId,
  onAsked,
}: {
  readonly memberId: string;
  readonly onAsked: () => Promise<void>;
}) {
  const [kind, setKind] = useState<(typeof kinds)[number]>();
  return (
    <section>
      <h2>{t('rights.ask')}</h2>
      <p>{t('rights.ask.explain')}</p>
      {kind === undefined ? (
        kinds.map((each) => (
          <button type="button" class="choice" key={each} onClick={() => setKind(each)}>
            {recordText(`record.ask.${each}`)}
          </button>
        ))
      ) : (
        <RequestForm memberId={memberId} kind={kind} onSent={onAsked} onBack={() => setKind(undefined)} />
      )}
    </section>
  );
}
