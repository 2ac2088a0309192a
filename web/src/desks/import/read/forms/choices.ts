import type { entitlementStages, entitlements } from '../../../../../../functions/shared/kinds/case-words.ts';
import type {
  categories,
  consentGivers,
  genders,
  waysOfSaying,
} from '../../../../../../functions/shared/kinds/member-words.ts';
import type {
  outreachKinds,
  outreachModes,
} from '../../../../../../functions/shared/kinds/outreach-words.ts';

/**
 * The fixed words of an import's cells: in English and Telugu as a drop-down list offers them, and in `also` as people
 * write them otherwise. The API's own word is always understood too.
 */

type ChoiceWords = { readonly en: string; readonly te: string; readonly also?: readonly string[] };
type WordsOf<Value extends string> = Readonly<Record<Value, ChoiceWords>>;

const frequencies = ['weekly', 'fortnightly', 'monthly'] as const;
const sources = ['bank_linkage', 'cif', 'stree_nidhi', 'ngo', 'other'] as const;
const answers = ['yes', 'no'] as const;

/** The values of each list, by its name. */
type Values = {
  frequency: (typeof frequencies)[number];
  gender: (typeof genders)[number];
  category: (typeof categories)[number];
  /** How the woman gave her consent: spoken or written. */
  method: (typeof waysOfSaying)[number];
  /** Who gave the woman's consent. */
  giver: (typeof consentGivers)[number];
  answer: (typeof answers)[number];
  entitlement: (typeof entitlements)[number];
  /** How far an entitlement has come. */
  stage: (typeof entitlementStages)[number];
  outreach: (typeof outreachKinds)[number];
  /** How an outreach was held. */
  mode: (typeof outreachModes)[number];
  /** From whom a group borrows. */
  source: (typeof sources)[number];
};
export type ChoiceName = keyof Values;
export type ChoiceValue<Name extends ChoiceName> = Values[Name];

export const choices: { readonly [Name in ChoiceName]: WordsOf<Values[Name]> } = {
  frequency: {
    weekly: { en: 'weekly', te: 'వారానికోసారి', also: ['every week', 'week', 'వారం', 'ప్రతి వారం'] },
    fortnightly: {
      en: 'fortnightly',
      te: 'రెండు వారాలకోసారి',
      also: ['every two weeks', '15 days', 'twice a month', 'bi-weekly', '15 రోజులకోసారి'],
    },
    monthly: { en: 'monthly', te: 'నెలకోసారి', also: ['every month', 'month', 'once a month', 'ప్రతి నెల'] },
  },
  gender: {
    female: { en: 'woman', te: 'మహిళ', also: ['f', 'w', 'girl', 'daughter', 'స్త్రీ', 'అమ్మాయి', 'ఆడ', 'కూతురు'] },
    male: { en: 'man', te: 'పురుషుడు', also: ['m', 'boy', 'son', 'అబ్బాయి', 'మగ', 'కొడుకు'] },
    transgender: { en: 'transgender', te: 'ట్రాన్స్‌జెండర్', also: ['tg', 'trans', 'హిజ్రా'] },
    undisclosed: { en: 'not disclosed', te: 'చెప్పలేదు', also: ['not said', 'unknown', 'na'] },
  },
  category: {
    trafficking_survivor: {
      en: 'trafficking',
      te: 'మానవ అక్రమ రవాణా',
      also: ['trafficked', 'survivor of trafficking', 'sot', 'అక్రమ రవాణా'],
    },
    cse_survivor: {
      en: 'commercial sexual exploitation',
      te: 'వాణిజ్య లైంగిక దోపిడీ',
      also: ['cse', 'survivor of cse', 'sexual exploitation', 'లైంగిక దోపిడీ'],
    },
    undisclosed: {
      en: 'not said',
      te: 'చెప్పదలచుకోలేదు',
      also: ['not disclosed', 'unknown', 'na', 'చెప్పలేదు'],
    },
  },
  method: {
    spoken: { en: 'spoken', te: 'మాటతో', also: ['oral', 'verbal', 'thumb', 'by mouth', 'నోటిమాట', 'వేలిముద్ర'] },
    written: { en: 'written', te: 'రాతపూర్వకంగా', also: ['signed', 'signature', 'form', 'paper', 'సంతకం'] },
  },
  giver: {
    self: { en: 'she herself', te: 'ఆమె స్వయంగా', also: ['herself', 'member', 'own', 'స్వయంగా', 'ఆమె'] },
    guardian: {
      en: 'guardian',
      te: 'సంరక్షకులు',
      also: ['mother', 'father', 'parent', 'parents', 'relative', 'తల్లి', 'తండ్రి'],
    },
    child_welfare_committee: {
      en: 'child welfare committee',
      te: 'బాలల సంక్షేమ సమితి',
      also: ['cwc', 'committee', 'సమితి'],
    },
  },
  answer: {
    yes: {
      en: 'yes',
      te: 'అవును',
      also: [
        'y',
        'true',
        'agreed',
        'given',
        'ok',
        '✓',
        '✔',
        '√',
        'ఒప్పుకున్నారు',
        'ఇచ్చారు',
        'ఉంది',
        'వెళ్తోంది',
        'వెళ్తున్నాడు',
      ],
    },
    no: {
      en: 'no',
      te: 'కాదు',
      also: [
        'n',
        'false',
        'not agreed',
        'refused',
        'withdrawn',
        'x',
        '✗',
        '✘',
        'లేదు',
        'ఒప్పుకోలేదు',
        'ఇవ్వలేదు',
        'వద్దు',
      ],
    },
  },
  entitlement: {
    house_patta: { en: 'house patta', te: 'ఇంటి పట్టా', also: ['patta', 'house site', 'పట్టా', 'ఇళ్ల పట్టా'] },
    aadhaar_card: {
      en: 'Aadhaar card',
      te: 'ఆధార్ కార్డు',
      also: ['aadhaar', 'aadhar', 'aadhar card', 'adhar', 'ఆధార్'],
    },
    ration_card: {
      en: 'ration card',
      te: 'రేషన్ కార్డు',
      also: ['ration', 'rice card', 'white card', 'రేషన్', 'బియ్యం కార్డు'],
    },
    bank_account: {
      en: 'bank account',
      te: 'బ్యాంకు ఖాతా',
      also: ['bank', 'bank a/c', 'bank ac', 'savings account', 'బ్యాంకు', 'బ్యాంక్ ఖాతా'],
    },
    pension: { en: 'pension', te: 'పింఛను', also: ['widow pension', 'old age pension', 'పెన్షన్', 'పింఛన్'] },
    voter_card: { en: 'voter card', te: 'ఓటరు కార్డు', also: ['voter id', 'voter', 'epic', 'ఓటరు'] },
    health_insurance: {
      en: 'health insurance',
      te: 'ఆరోగ్యశ్రీ',
      also: ['aarogyasri', 'arogyasri', 'health card', 'ఆరోగ్య బీమా'],
    },
    caste_certificate: { en: 'caste certificate', te: 'కుల ధ్రువీకరణ పత్రం', also: ['caste', 'కుల సర్టిఫికేట్'] },
    job_card: { en: 'job card', te: 'ఉపాధి హామీ జాబ్ కార్డు', also: ['nregs', 'mgnregs', 'nrega', 'జాబ్ కార్డు'] },
    scholarship: { en: 'scholarship', te: 'స్కాలర్‌షిప్', also: ['ఉపకార వేతనం'] },
    other: { en: 'other', te: 'ఇతరం', also: ['others', 'ఇతర'] },
  },
  stage: {
    needed: { en: 'needed', te: 'అవసరం', also: ['need'] },
    applied: { en: 'applied', te: 'దరఖాస్తు చేశారు', also: ['application', 'pending', 'in process', 'దరఖాస్తు'] },
    sanctioned: { en: 'sanctioned', te: 'మంజూరైంది', also: ['approved', 'మంజూరు'] },
    received: { en: 'received', te: 'అందింది', also: ['got', 'given', 'issued', 'done', 'yes', 'వచ్చింది'] },
    suspended: { en: 'suspended', te: 'ఆగింది', also: ['stopped', 'cancelled', 'ఆగిపోయింది'] },
    restored: { en: 'restored', te: 'మళ్ళీ మొదలైంది', also: ['resumed', 'restarted'] },
  },
  outreach: {
    media_sensitisation: {
      en: 'media sensitisation',
      te: 'మీడియాకు అవగాహన',
      also: ['media sensitization', 'media workshop', 'journalists', 'media meet', 'మీడియా అవగాహన'],
    },
    media_story: {
      en: 'media story',
      te: 'మీడియా కథనం',
      also: ['story', 'article', 'news', 'news item', 'కథనం', 'వార్త'],
    },
    police_orientation: {
      en: 'police orientation',
      te: 'పోలీసులకు శిక్షణ',
      also: ['police', 'police training', 'io orientation', 'పోలీసు శిక్షణ'],
    },
    leadership_training: {
      en: 'leadership training',
      te: 'నాయకత్వ శిక్షణ',
      also: ['training', 'leaders training', 'leader training'],
    },
    advocacy: { en: 'advocacy', te: 'హక్కుల ప్రచారం', also: ['advocacy meeting', 'lobbying'] },
  },
  mode: {
    in_person: {
      en: 'in person',
      te: 'నేరుగా',
      also: ['offline', 'off line', 'physical', 'direct', 'ప్రత్యక్షంగా'],
    },
    online: { en: 'online', te: 'ఆన్‌లైన్', also: ['on line', 'zoom', 'virtual', 'web'] },
  },
  source: {
    bank_linkage: { en: 'bank linkage', te: 'బ్యాంకు లింకేజీ', also: ['bank', 'bank loan', 'బ్యాంకు', 'బ్యాంక్ రుణం'] },
    cif: { en: 'CIF', te: 'సామాజిక పెట్టుబడి నిధి', also: ['community investment fund'] },
    stree_nidhi: { en: 'Stree Nidhi', te: 'స్త్రీనిధి', also: ['streenidhi', 'sthree nidhi'] },
    ngo: { en: 'NGO', te: 'స్వచ్ఛంద సంస్థ', also: ['help'] },
    other: { en: 'other', te: 'ఇతరం', also: ['others', 'ఇతర'] },
  },
};

/** A word as a drop-down list of the import's template offers it: `woman / మహిళ`. */
export const offeredWord = ({ en, te }: ChoiceWords): string => `${en} / ${te}`;

/** All words that a drop-down list of the import's template offers. */
export const offeredWords = (name: ChoiceName): string[] => Object.values(choices[name]).map(offeredWord);
