/** Texts of demo cases, and the people and offices that help: invented, and about nobody. */

export const caseNotes = [
  'కాగితాలు సిద్ధం చేశాము.',
  'కార్యాలయానికి కలిసి వెళ్ళాము.',
  'ఆమె ఇప్పుడు ధైర్యంగా ఉన్నారు.',
  'తహసీల్దారు కార్యాలయం నుండి జవాబు కోసం చూస్తున్నాము.',
  'Spoken with on the telephone; she asks to be met at the collective.',
  'The form was sent back for a signature.',
  'నాయకురాలు తోడుగా వెళ్ళారు.',
  'She will come to the next meeting.',
] as const;

export const counsellors = ['మేఘమాల కౌన్సెలింగ్ కేంద్రం', 'Vennela Counselling Room', 'జిల్లా ఆసుపత్రి సలహాదారు'] as const;

export const lawyers = [
  'Tolikiranam Legal Aid Desk',
  'తొలకరి న్యాయ సహాయ కేంద్రం',
  'District legal aid panel',
] as const;

export const partners = [
  'Ward secretariat',
  'వార్డు సచివాలయం',
  'District hospital',
  'Child welfare committee',
  'స్త్రీ శిశు సంక్షేమ కార్యాలయం',
] as const;

export const closingReasons = [
  'అందవలసినది అందింది.',
  'Settled; she needs nothing more for now.',
  'ఆమె కోరిక మేరకు',
] as const;
