import type { FieldWithSentence } from '../../../functions/areas/members/definition.ts';
import { nameDistrict } from '../districts/text.ts';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import type { MemberRecord } from './member-record.ts';
import { t } from './text.ts';

/**
 * What is told to a woman of the fields of her record, a sentence each; a field that is unknown has none.
 * @param hasName whether what names her, or leads to her, may be told: on paper only if she chose it
 */
export const sentencesOf = (
  { member }: Pick<MemberRecord, 'member'>,
  hasName: boolean,
  language: Language,
): string[] => {
  const day = (key: 'record.joined' | 'record.leader' | 'record.stopped' | 'record.left', date?: string) =>
    date !== undefined && t(key, { date: formatDate(date, language) });
  const sentences: Readonly<Record<FieldWithSentence, string | false | null | undefined>> = {
    name: hasName && member.name !== null && t('record.name', { value: member.name }),
    phone: hasName && member.phone && t('record.phone', { value: member.phone }),
    mandal: t('record.place', { mandal: member.mandal ?? '–', district: nameDistrict(member.district) }),
    code: t('record.code', { value: member.code }),
    birthYear: t('record.birthYear', { value: member.birthYear }),
    gender: t('record.gender', { value: t(`record.gender.${member.gender}`) }),
    joinedOn: day('record.joined', member.joinedOn),
    leaderSince: day('record.leader', member.leaderSince),
    withdrawnOn: day('record.stopped', member.withdrawnOn),
    exitedOn: day('record.left', member.exitedOn),
    exitReason: member.exitReason && t('record.leftWhy', { reason: member.exitReason }),
  };
  return Object.values(sentences).flatMap((sentence) => sentence || []);
};
