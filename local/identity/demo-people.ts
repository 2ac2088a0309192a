import type { locales } from '../../functions/shared/reach/caller.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';

/** An invented person of the local stack; the cloud has none. */
export type DemoPerson = {
  /** A UUIDv7, here also her sign-in name and so the `username` in her token. */
  readonly id: string;
  readonly role: Role;
  readonly locale: (typeof locales)[number];
  /** Plainly invented: words for the sky and the weather. */
  readonly name: string;
  readonly districts: readonly string[];
  /** Invented: no number in India begins with a zero. */
  readonly telephone?: string;
};

/** The demo people, by the key that `npm run token` takes. */
export const demoPeople = {
  leader: {
    id: '0195eea5-d400-7000-8000-000000000001',
    role: 'leader',
    locale: 'te',
    name: 'వెన్నెల చిరుగాలి (Vennela Chirugali)',
    districts: [],
    telephone: '+91 00000 00001',
  },
  leader2: {
    id: '0195eea5-d400-7000-8000-000000000002',
    role: 'leader',
    locale: 'te',
    name: 'మల్లిక చిరుజల్లు (Mallika Chirujallu)',
    districts: [],
    telephone: '+91 00000 00002',
  },
  caseworker: {
    id: '0195eea5-d400-7000-8000-000000000003',
    role: 'caseworker',
    locale: 'te',
    name: 'సంపంగి వానవిల్లు (Sampangi Vanavillu)',
    districts: districtNames,
    telephone: '+91 00000 00003',
  },
  caseworker2: {
    id: '0195eea5-d400-7000-8000-000000000004',
    role: 'caseworker',
    locale: 'en',
    name: 'తారక నీలిమబ్బు (Taraka Neelimabbu)',
    districts: districtNames,
    telephone: '+91 00000 00004',
  },
  coordinator: {
    id: '0195eea5-d400-7000-8000-000000000005',
    role: 'coordinator',
    locale: 'en',
    name: 'ఉదయ తొలికిరణం (Udaya Tolikiranam)',
    districts: [],
    telephone: '+91 00000 00005',
  },
  areaCoordinator: {
    id: '0195eea5-d400-7000-8000-000000000009',
    role: 'coordinator',
    locale: 'te',
    name: 'కృష్ణవేణి సెలయేరు (Krishnaveni Selayeru)',
    districts: ['Guntur', 'Krishna', 'NTR', 'Palnadu'],
    telephone: '+91 00000 00006',
  },
  areaCoordinator2: {
    id: '0195eea5-d400-7000-8000-000000000010',
    role: 'coordinator',
    locale: 'te',
    name: 'గోదావరి అలలతీరం (Godavari Alalateeram)',
    districts: ['Anakapalli', 'East Godavari', 'Eluru', 'Kakinada', 'Srikakulam', 'Visakhapatnam'],
    telephone: '+91 00000 00007',
  },
  areaCoordinator3: {
    id: '0195eea5-d400-7000-8000-000000000011',
    role: 'coordinator',
    locale: 'en',
    name: 'పెన్నా పచ్చికబయలు (Penna Pachikabayalu)',
    districts: ['Kurnool', 'Markapuram', 'Sri Potti Sriramulu Nellore', 'Tirupati'],
    telephone: '+91 00000 00008',
  },
  administrator: {
    id: '0195eea5-d400-7000-8000-000000000006',
    role: 'administrator',
    locale: 'en',
    name: 'వసంత పూలబాట (Vasanta Poolabata)',
    districts: [],
    telephone: '+91 00000 00009',
  },
  auditor: {
    id: '0195eea5-d400-7000-8000-000000000007',
    role: 'auditor',
    locale: 'en',
    name: 'శ్రావణి పాలపుంత (Sravani Palapunta)',
    districts: [],
    telephone: '+91 00000 00010',
  },
  funder: {
    id: '0195eea5-d400-7000-8000-000000000008',
    role: 'funder',
    locale: 'ja',
    name: 'Aozora Hibari (青空ひばり)',
    districts: [],
  },
} as const satisfies Record<string, DemoPerson>;

export type PersonKey = keyof typeof demoPeople;

/** All demo people, with their keys. */
export const demoPersonList: readonly (DemoPerson & { readonly key: PersonKey })[] = (
  Object.keys(demoPeople) as PersonKey[]
).map((key) => ({ key, ...demoPeople[key] }));
