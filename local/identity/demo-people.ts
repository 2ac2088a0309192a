import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { nameTokensOf } from '../../functions/areas/people/name-tokens.ts';
import { nameContext, ownerOf, telephoneContext } from '../../functions/areas/people/stored-person.ts';
import type { locales } from '../../functions/shared/reach/caller.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import { wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import {
  personKey,
  personListIndexKeys,
  signInNameKey,
  wayInKey,
} from '../../functions/shared/table/keys/people.ts';
import { connectVault } from '../../functions/shared/vault/vault.ts';
import { region } from '../../lib/stage-settings.ts';

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

/**
 * Puts the demo people into the table, with encrypted names and telephone numbers, unless they exist. It also makes the organisation's key, which no
 * function may make. In the cloud `npm run first-people` does so.
 * @param storage the endpoints and names of the local services, with credentials that may use all of them
 */
export async function putPeople(storage: {
  readonly dynamodb: string;
  readonly kms: string;
  readonly table: string;
  readonly keysTable: string;
  readonly wrappingKey: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}): Promise<void> {
  const clientConfig = { region, credentials: storage.credentials };
  const tables = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...clientConfig, endpoint: storage.dynamodb }),
  );
  const kms = new KMSClient({ ...clientConfig, endpoint: storage.kms });
  const vault = connectVault(
    { keysTable: storage.keysTable, wrappingKeyId: storage.wrappingKey },
    { tables, kms: () => kms },
    () => performance.now(),
  );
  const table = createTable(tables, storage.table);
  const put = async (person: DemoPerson): Promise<void> => {
    const dataKey = await vault.createKey(ownerOf(person.id));
    const item = {
      ...personKey(person.id),
      ...personListIndexKeys(person.id),
      id: person.id,
      signInName: person.id,
      name: dataKey.encrypt(nameContext(person.id), person.name),
      ...(person.telephone === undefined
        ? {}
        : { telephone: dataKey.encrypt(telephoneContext(person.id), person.telephone) }),
      nameTokens: await nameTokensOf(vault, person.name),
      role: person.role,
      collectives: [],
      districts: person.districts,
      locale: person.locale,
      disabled: false,
      version: 1,
      createdAt: '2025-04-01T00:00:00Z',
      createdBy: demoPeople.administrator.id,
    };
    // For a person who exists or was erased, nothing is written: she has or had a key, so the condition of `dataKey.write` fails. `transact` does
    // not throw then, but says so in its answer, which isn't needed here.
    const signInName = { ...signInNameKey(person.id), personId: person.id };
    await table.transact([
      { put: item, condition: 'attribute_not_exists(pk)' },
      { put: signInName },
      { put: wayInOf(item) },
      dataKey.write,
    ]);
  };
  // The first keyed hash that is computed makes the organisation's key.
  await vault.fingerprint('');
  await Promise.all(demoPersonList.map(put));
  kms.destroy();
  tables.destroy();
}

/** Writes the collectives that a demo person leads into her record and her way in, which repeats them. The demo programme creates them after her. */
export async function setCollectives(
  client: DynamoDBClient,
  tableName: string,
  personId: string,
  collectiveIds: readonly string[],
): Promise<void> {
  const table = createTable(DynamoDBDocumentClient.from(client), tableName);
  await table.transact([
    {
      update: personKey(personId),
      set: 'SET collectives = :collectives ADD version :one',
      values: { ':collectives': collectiveIds, ':one': 1 },
    },
    // Her id is her sign-in name too.
    {
      update: wayInKey(personId),
      set: 'SET access.collectives = :collectives',
      values: { ':collectives': collectiveIds },
    },
  ]);
}
