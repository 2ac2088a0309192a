import { consentPurposes } from '../../../../functions/shared/kinds/member-words.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { t as consentText } from '../../consent/text.ts';
import { t } from '../text.ts';

type ReadNoticeProps = {
  /** The purposes that she is asked about; all by default. */
  readonly purposes?: readonly (typeof consentPurposes)[number][];
  /** Whether a guardian consents for her and hears the notice too. */
  readonly isMinor?: boolean;
};

/** The consent notice that somebody reads aloud to a member or a new member before she decides. */
export function ReadNotice({ purposes = consentPurposes, isMinor = false }: ReadNoticeProps) {
  return (
    <div class="field wide">
      <p class="soft">{isMinor ? consentText('giver.readAloud') : t('notice.read')}</p>
      <blockquote>
        {purposes.map((purpose) => (
          <p key={purpose}>
            <strong>{t(`purpose.${purpose}`)}:</strong> {consentText(`notice.${noticeVersion}.${purpose}`)}
          </p>
        ))}
        <p>{consentText(`notice.${noticeVersion}.rights`)}</p>
      </blockquote>
    </div>
  );
}
