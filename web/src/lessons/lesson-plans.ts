/** A screen of the leader's phone of which there is a picture (docs/lessons). */
export const pictureNames = [
  'home',
  'settings',
  'sheet',
  'check',
  'unsent',
  'past-meeting',
  'members',
  'member',
  'passbook',
  'enrol',
  'call',
  'crisis',
  'talk',
] as const;
type PictureName = (typeof pictureNames)[number];

/** A lesson: a picture for each of its sentences, which are `lesson.<id>.1`, `lesson.<id>.2` … in messages.json; its title is `lesson.<id>.title`. */
export type LessonPlan = {
  readonly id: string;
  readonly pictures: readonly PictureName[];
  /** Whether it ends with a sheet to try it on, with an invented group. */
  readonly hasPractice: boolean;
};

/** The lessons, in the order in which a new leader needs them. */
export const lessonPlans: readonly LessonPlan[] = [
  { id: 'unlock', pictures: ['home', 'settings', 'home', 'home', 'settings'], hasPractice: false },
  { id: 'sheet', pictures: ['home', 'sheet', 'sheet', 'sheet', 'sheet', 'sheet'], hasPractice: true },
  { id: 'closeSheet', pictures: ['sheet', 'sheet', 'sheet', 'check', 'check', 'home'], hasPractice: true },
  {
    id: 'wrongCount',
    pictures: ['sheet', 'sheet', 'sheet', 'sheet', 'check', 'check', 'check'],
    hasPractice: true,
  },
  { id: 'offline', pictures: ['home', 'home', 'unsent', 'unsent', 'home', 'unsent'], hasPractice: false },
  {
    id: 'mistake',
    pictures: ['home', 'past-meeting', 'past-meeting', 'past-meeting', 'past-meeting', 'past-meeting'],
    hasPractice: false,
  },
  { id: 'enrol', pictures: ['members', 'enrol', 'enrol', 'enrol', 'enrol', 'enrol'], hasPractice: false },
  {
    id: 'crisis',
    pictures: ['call', 'home', 'crisis', 'crisis', 'crisis', 'call', 'call'],
    hasPractice: false,
  },
  { id: 'talk', pictures: ['talk', 'talk', 'talk', 'talk', 'talk', 'talk'], hasPractice: false },
  {
    id: 'passbook',
    pictures: ['members', 'member', 'passbook', 'passbook', 'passbook', 'passbook'],
    hasPractice: false,
  },
  {
    id: 'stopping',
    pictures: ['member', 'member', 'member', 'member', 'member', 'member'],
    hasPractice: false,
  },
  { id: 'lost', pictures: ['settings', 'settings', 'unsent', 'home', 'settings'], hasPractice: false },
];
