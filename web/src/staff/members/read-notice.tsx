import { consentPurposes } from '../../../../functions/domain/member-words.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { t as consentText } from '../../consent/text.ts';
import { t } from '../text.ts';

type ReadNoticeProps = {
  readonly of?: readonly (typeof consentPurposes)[number][];
  /** Whether somebody else consents for her and hears it too. */
  readonly isMinor?: boolean;
};

/** On the desk's pages of a member and of her enrolment: the notice that is read to her before she decides. */
export function ReadNotice({ of = consentPurposes, isMinor = false }: ReadNoticeProps) {
  return (
    <div class="field wide">
      <p class="soft">{isMinor ? consentText('giver.readAloud') : t('notice.read')}</p>
      <blockquote>
        {of.map((purpose) => (
          <p key={purpose}>
            <strong>{t(`purpose.${purpose}`)}:</strong> {consentText(`notice.${noticeVersion}.${purpose}`)}
          </p>
        ))}
        <p>{consentText(`notice.${noticeVersion}.rights`)}</p>
      </blockquote>
    </div>
  );
}
