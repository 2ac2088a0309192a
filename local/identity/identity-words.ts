import type { Role } from '../../functions/shared/reach/roles.ts';

/** The words of the identity provider's pages, in all its languages. */

/** The languages of the identity provider's pages, which are plain HTML without scripts. */
export const languages = ['en', 'te', 'ja'] as const;

export type Language = (typeof languages)[number];

type PageWords = {
  /** The language's own name. */
  readonly self: string;
  /** What the choice of a language is called. */
  readonly language: string;
  /** Also the text of the button that signs in. */
  readonly title: string;
  readonly demo: string;
  readonly choose: string;
  readonly others: string;
  readonly userName: string;
  readonly password: string;
  readonly wrong: string;
  readonly newPassword: string;
  readonly passwordRules: string;
  readonly weak: string;
  readonly failed: string;
  /** For a sign-in page that is opened again after it was left, such as with the browser's Back. */
  readonly over: string;
  readonly again: string;
  readonly roles: Readonly<Record<Role, string>>;
  /** A coordinator who has districts of her own. */
  readonly areaCoordinator: string;
};

export const words: Readonly<Record<Language, PageWords>> = {
  en: {
    self: 'English',
    language: 'Language',
    title: 'Sign in',
    demo: 'Demonstration on this computer only. These people are invented, and need no password.',
    choose: 'Who are you?',
    others: 'Somebody else, whom an administrator has let in',
    userName: 'User name',
    password: 'Password',
    wrong: 'The user name or the password is wrong.',
    newPassword: 'Choose a password of your own',
    passwordRules:
      'At least 12 characters, with small and capital letters, a digit and a sign such as - or !.',
    weak: 'That password is too weak.',
    failed: 'That did not work.',
    over: 'This sign-in is over.',
    again: 'Go back to the start and sign in again.',
    areaCoordinator: 'Area coordinator',
    roles: {
      leader: 'Leader',
      caseworker: 'Caseworker',
      coordinator: 'Coordinator',
      administrator: 'Administrator',
      auditor: 'Auditor',
      funder: 'Funder',
    },
  },
  te: {
    self: 'తెలుగు',
    language: 'భాష',
    title: 'సైన్ ఇన్',
    demo: 'ఇది ఈ కంప్యూటర్‌లో ప్రదర్శన కోసం మాత్రమే. ఈ వ్యక్తులు కల్పితం; పాస్‌వర్డ్ లేదు.',
    choose: 'మీరు ఎవరు?',
    others: 'నిర్వాహకురాలు అనుమతించిన మరొకరు',
    userName: 'వినియోగదారు పేరు',
    password: 'పాస్‌వర్డ్',
    wrong: 'వినియోగదారు పేరు లేదా పాస్‌వర్డ్ తప్పు.',
    newPassword: 'మీ సొంత పాస్‌వర్డ్ ఎంచుకోండి',
    passwordRules: 'కనీసం 12 అక్షరాలు: ఆంగ్ల చిన్న, పెద్ద అక్షరాలు, ఒక అంకె, - లేదా ! వంటి ఒక గుర్తు.',
    weak: 'ఆ పాస్‌వర్డ్ బలహీనంగా ఉంది.',
    failed: 'అది పని చేయలేదు.',
    over: 'ఈ సైన్ ఇన్ ముగిసింది.',
    again: 'మొదటికి వెళ్లి మళ్లీ సైన్ ఇన్ చేయండి.',
    areaCoordinator: 'ప్రాంత కోఆర్డినేటర్',
    roles: {
      leader: 'లీడర్',
      caseworker: 'కేస్‌వర్కర్',
      coordinator: 'కోఆర్డినేటర్',
      administrator: 'నిర్వాహకురాలు',
      auditor: 'ఆడిటర్',
      funder: 'నిధులు ఇచ్చేవారు',
    },
  },
  ja: {
    self: '日本語',
    language: '言語',
    title: 'サインイン',
    demo: 'このコンピューターだけで動くデモです。人物は架空で、パスワードはありません。',
    choose: 'どなたですか。',
    others: '管理者が登録したほかの人',
    userName: 'ユーザー名',
    password: 'パスワード',
    wrong: 'ユーザー名またはパスワードが違います。',
    newPassword: '自分のパスワードを決めてください',
    passwordRules: '12文字以上で、英小文字・英大文字・数字・記号（-や!など）を含めてください。',
    weak: 'そのパスワードは弱すぎます。',
    failed: 'うまくいきませんでした。',
    over: 'このサインインは終了しています。',
    again: '最初に戻って、もう一度サインインしてください。',
    areaCoordinator: '地域コーディネーター',
    roles: {
      leader: 'リーダー',
      caseworker: 'ケースワーカー',
      coordinator: 'コーディネーター',
      administrator: '管理者',
      auditor: '監査担当',
      funder: '資金提供者',
    },
  },
};
