import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { t } from '../../text.ts';
import type { MemberWithCode } from '../group-members.ts';
import { ShowNames } from '../show-names.tsx';
import type { MoveChoice } from './move-rules.ts';

/** The fields for a group that divides: which women go, and how much of the group's own money. The whole form is in move-form.tsx. */

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;

type WomenProps = {
  readonly api: Api;
  readonly members: readonly MemberWithCode[];
  readonly ledger: Ledger;
  readonly chosen: readonly string[];
  readonly onChange: (part: Pick<MoveChoice, 'memberIds'>) => void;
};

/** The women of a group that divides, to be ticked, each with what she takes along. */
export function WomenWhoGo({ api, members, ledger, chosen, onChange }: WomenProps) {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const accounts = new Map(ledger.members.map((account) => [account.memberId, account]));
  return (
    <fieldset class="row">
      <legend>{t('move.women')}</legend>
      <ShowNames api={api} memberIds={members.map(({ id }) => id)} onNames={setNames} />
      <ul class="plain">
        {members.map(({ id, code }) => {
          const { savingsPaise = 0, loansOutstandingPaise = 0 } = accounts.get(id) ?? {};
          const name = names.get(id);
          return (
            <li key={id} class="tick">
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={({ currentTarget }) =>
                    onChange({
                      memberIds: currentTarget.checked
                        ? [...chosen, id]
                        : chosen.filter((other) => other !== id),
                    })
                  }
                />
                <span>
                  {name !== undefined && <bdi>{name} · </bdi>}
                  {code}
                  <span class="part soft">
                    {t('move.hers', {
                      savings: formatRupees(savingsPaise),
                      loans: formatRupees(loansOutstandingPaise),
                    })}
                  </span>
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

type OwnMoneyProps = {
  readonly ledger: Ledger;
  readonly choice: MoveChoice;
  readonly onChange: (part: Partial<MoveChoice>) => void;
};

/** The fields for how much goes of the group's own grants, surplus (or loss) and borrowings. */
export function OwnMoney({
  ledger: { grantsPaise, surplusPaise, borrowings },
  choice,
  onChange,
}: OwnMoneyProps) {
  const isLoss = surplusPaise < 0;
  return (
    <>
      {grantsPaise > 0 && (
        <RupeesField
          name="own.grants"
          label={t('move.grants')}
          hint={t('move.of', { amount: formatRupees(grantsPaise) })}
          maxPaise={grantsPaise}
          isOptional
          onPaise={(paise = 0) => onChange({ grantsPaise: paise })}
        />
      )}
      {surplusPaise !== 0 && (
        <RupeesField
          name="own.surplus"
          label={t(isLoss ? 'move.loss' : 'move.surplus')}
          hint={t('move.of', { amount: formatRupees(Math.abs(surplusPaise)) })}
          isOptional
          // A loss is typed as a positive amount, and chosen as a negative one. Not `-paise`, which would make -0 of 0.
          onPaise={(paise = 0) => onChange({ surplusPaise: isLoss ? 0 - paise : paise })}
        />
      )}
      {borrowings.length > 0 && (
        <fieldset class="row">
          <legend>{t('borrowings')}</legend>
          {borrowings.map(({ borrowingId, outstandingPaise }) => (
            <div class="tick" key={borrowingId}>
              <label>
                <input
                  type="checkbox"
                  checked={choice.borrowingIds.includes(borrowingId)}
                  onChange={({ currentTarget }) =>
                    onChange({
                      borrowingIds: currentTarget.checked
                        ? [...choice.borrowingIds, borrowingId]
                        : choice.borrowingIds.filter((other) => other !== borrowingId),
                    })
                  }
                />
                {t('move.borrowing', { amount: formatRupees(outstandingPaise) })}
              </label>
            </div>
          ))}
        </fieldset>
      )}
    </>
  );
}
