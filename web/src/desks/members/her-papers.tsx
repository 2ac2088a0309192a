import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../api/routes.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { accountOfSavings } from '../../papers/account-from-server.ts';
import type { ChoosePaperProps } from '../../papers/choose-paper.tsx';
import { t } from '../text.ts';

/**
 * On the desk's page of a member: the button that opens her papers (passbook, loan cards, receipts) for printing. Their code is
 * loaded when it is pressed. While they are open, only they are printed (papers/paper.css); otherwise the whole page is.
 */
export function HerPapers({
  savings,
  name,
}: {
  readonly savings: AnswerOf<'GET /api/members/{id}/savings'>;
  readonly name: string;
}) {
  const [ChoosePaper, setChoosePaper] = useState<ComponentType<ChoosePaperProps>>();
  const open = async (): Promise<void> => {
    const choice = await import('../../papers/choose-paper.tsx');
    // Wrapped, because a setter of state calls a function that it is given.
    setChoosePaper(() => choice.ChoosePaper);
  };
  return (
    <>
      <button
        type="button"
        class="second small"
        aria-expanded={ChoosePaper !== undefined}
        onClick={() => (ChoosePaper === undefined ? void open() : setChoosePaper(undefined))}
      >
        {t('member.papers')}
      </button>
      {ChoosePaper !== undefined && (
        <ChoosePaper account={accountOfSavings(savings)} name={name} asOf={todayInIndia()} />
      )}
    </>
  );
}
