import { useState } from 'preact/hooks';
import { requestKinds } from '../../../../functions/shared/kinds/member-words.ts';
import { t as recordText } from '../../record/text.ts';
import { RequestForm } from './request-form.tsx';
import { t } from './text.ts';

/** A grievance has a form of its own. */
const kinds = requestKinds.filter((kind) => kind !== 'grievance');

/**
 * In a woman's record on the leader's phone: she chooses which request she makes about her data, then fills in its form. That nothing new is written is no
 * request: it leads to the three steps, after which all stops.
 */
export function ChooseRequest({
  memberId,
  onStop,
  onAsked,
}: {
  readonly memberId: string;
  /** Begins the three steps; undefined if she has stopped already. */
  readonly onStop: (() => void) | undefined;
  readonly onAsked: () => Promise<void>;
}) {
  const [kind, setKind] = useState<(typeof kinds)[number]>();
  return (
    <section>
      <h2>{t('rights.ask')}</h2>
      <p>{t('rights.ask.explain')}</p>
      {kind === undefined ? (
        kinds.map((each) => {
          const choose = each === 'withdrawal' ? onStop : () => setKind(each);
          return (
            choose !== undefined && (
              <button type="button" class="choice" key={each} onClick={choose}>
                {recordText(`record.ask.${each}`)}
              </button>
            )
          );
        })
      ) : (
        <RequestForm memberId={memberId} kind={kind} onSent={onAsked} onBack={() => setKind(undefined)} />
      )}
    </section>
  );
}
