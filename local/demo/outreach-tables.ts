import type { District } from '../../functions/shared/reach/districts.ts';

/** The outreach of the demo programme, a line for each. Outlets and titles are invented. */

/** Sensitisations of journalists: 125 participants in all. */
// biome-ignore format: a table reads as a table
export const sensitisations: readonly (readonly [on: string, mode: 'in_person' | 'online', District, participants: number])[] = [
  ['2025-06-19', 'in_person', 'NTR',                         14],
  ['2025-08-21', 'in_person', 'Guntur',                      18],
  ['2025-10-16', 'online',    'NTR',                         12],
  ['2025-12-11', 'in_person', 'Visakhapatnam',               16],
  ['2026-02-19', 'in_person', 'Tirupati',                    20],
  ['2026-05-21', 'online',    'NTR',                         11],
  ['2026-07-23', 'in_person', 'East Godavari',               15],
  ['2026-09-17', 'in_person', 'Kurnool',                     19],
];

/** Orientations of police officers: 197 participants in person and 104 online. */
// biome-ignore format: a table reads as a table
export const orientations: readonly (readonly [on: string, mode: 'in_person' | 'online', District, participants: number])[] = [
  ['2025-05-29', 'in_person', 'NTR',                         28],
  ['2025-07-17', 'in_person', 'Guntur',                      24],
  ['2025-09-11', 'online',    'NTR',                         26],
  ['2025-11-20', 'in_person', 'Visakhapatnam',               31],
  ['2026-01-22', 'online',    'NTR',                         31],
  ['2026-02-26', 'in_person', 'Prakasam',                    22],
  ['2026-04-23', 'in_person', 'Kakinada',                    26],
  ['2026-06-18', 'online',    'NTR',                         22],
  ['2026-07-09', 'in_person', 'Sri Potti Sriramulu Nellore', 35],
  ['2026-09-24', 'in_person', 'Krishna',                     31],
  ['2026-10-15', 'online',    'NTR',                         25],
];

/** 29 media stories. */
// biome-ignore format: a table reads as a table
export const stories: readonly (readonly [on: string, outlet: string, District, title: string])[] = [
  ['2025-06-27', 'తొలికిరణం దినపత్రిక',   'NTR',           'పొదుపుతో కొత్త దారి'],
  ['2025-07-04', 'Neelimabbu Weekly',     'NTR',           'Women who keep their own books'],
  ['2025-08-29', 'వానవిల్లు టీవీ',        'Guntur',        'ఒక సంఘం, ఇరవై ఇళ్ళు'],
  ['2025-09-05', 'తొలికిరణం దినపత్రిక',   'Guntur',        'ఇంటి పట్టా చేతికి వచ్చిన రోజు'],
  ['2025-09-19', 'చిరుగాలి రేడియో',       'Krishna',       'నాయకురాలి మాట'],
  ['2025-10-24', 'Neelimabbu Weekly',     'NTR',           'What the law owes a survivor'],
  ['2025-11-07', 'వానవిల్లు టీవీ',        'Palnadu',       'మా పిల్లలు బడికి వెళ్తున్నారు'],
  ['2025-11-28', 'తొలికిరణం దినపత్రిక',   'Visakhapatnam', 'అలలతీరం సంఘం కథ'],
  ['2025-12-19', 'Manchutera Online',     'Visakhapatnam', 'From rescue to a livelihood'],
  ['2026-01-09', 'చిరుగాలి రేడియో',       'Prakasam',      'సంక్షోభంలో తోడు'],
  ['2026-01-16', 'తొలికిరణం దినపత్రిక',   'East Godavari', 'పొదుపు సంఘం మొదటి రుణం'],
  ['2026-02-06', 'వానవిల్లు టీవీ',        'Kakinada',      'న్యాయ సహాయం ఎలా అందుతుంది'],
  ['2026-02-27', 'Neelimabbu Weekly',     'Tirupati',      'Compensation awarded is not yet paid'],
  ['2026-03-06', 'తొలికిరణం దినపత్రిక',   'Tirupati',      'మహిళా దినోత్సవాన సంఘాల సభ'],
  ['2026-03-08', 'చిరుగాలి రేడియో',       'NTR',           'మా గొంతు మేమే'],
  ['2026-03-20', 'Manchutera Online',     'Guntur',        'A meeting in Poolavada'],
  ['2026-04-10', 'వానవిల్లు టీవీ',        'Anakapalli',    'రేషన్ కార్డు కోసం ఏడాది'],
  ['2026-04-24', 'తొలికిరణం దినపత్రిక',   'Eluru',         'సెలయేటి సంఘం ఆరు నెలలు'],
  ['2026-05-15', 'Neelimabbu Weekly',     'NTR',           'The counsellor next door'],
  ['2026-05-29', 'చిరుగాలి రేడియో',       'Kurnool',       'పింఛను కోసం ఎదురుచూపు'],
  ['2026-06-12', 'తొలికిరణం దినపత్రిక',   'Krishna',       'బడి తెరిచారు'],
  ['2026-06-26', 'వానవిల్లు టీవీ',        'Srikakulam',    'నక్షత్ర సంఘం మొదలైంది'],
  ['2026-07-10', 'Manchutera Online',     'Kakinada',      'Officers learn to listen'],
  ['2026-07-31', 'తొలికిరణం దినపత్రిక',   'East Godavari', 'కొలనుపల్లెలో కొత్త ఇళ్ళు'],
  ['2026-08-14', 'చిరుగాలి రేడియో',       'Guntur',        'స్వేచ్ఛ అంటే ఏమిటి'],
  ['2026-08-28', 'Neelimabbu Weekly',     'Palnadu',       'Savings before loans'],
  ['2026-09-11', 'వానవిల్లు టీవీ',        'Tirupati',      'నాయకురాళ్ళ శిక్షణ'],
  ['2026-09-25', 'తొలికిరణం దినపత్రిక',   'Kurnool',       'చామంతి సంఘం మాట'],
  ['2026-10-09', 'Manchutera Online',     'Krishna',       'Three hundred and thirty members'],
];

/** Leadership trainings of members. */
// biome-ignore format: a table reads as a table
export const trainings: readonly (readonly [on: string, District, participants: number])[] = [
  ['2025-06-25', 'Guntur',        16],
  ['2025-08-27', 'Krishna',       18],
  ['2025-10-29', 'Visakhapatnam', 14],
  ['2025-12-17', 'NTR',           21],
  ['2026-02-11', 'Prakasam',      15],
  ['2026-04-29', 'Kakinada',      17],
  ['2026-06-24', 'Tirupati',      19],
  ['2026-08-19', 'NTR',           24],
  ['2026-10-21', 'Eluru',         16],
];

// biome-ignore format: a table reads as a table
export const advocacy: readonly (readonly [on: string, District, participants: number, title: string])[] = [
  ['2025-09-25', 'NTR',           9,  'Meeting on victim compensation schemes'],
  ['2026-01-29', 'NTR',           12, 'Memorandum on house pattas'],
  ['2026-03-26', 'Visakhapatnam', 8,  'Round table on rehabilitation homes'],
  ['2026-06-04', 'NTR',           14, 'Consultation on the state policy'],
  ['2026-09-03', 'Guntur',        10, 'Meeting with the legal services authority'],
  // Entered twice and not corrected; no figure counts advocacy.
  ['2026-10-27', 'NTR',           11, 'Follow-up on house pattas'],
  ['2026-10-27', 'NTR',           11, 'Follow-up on house pattas'],
];
