/** What HELP itself says of the programme: `toDate` of October 2026, by the indicator's code. */
export const publicFigures = {
  members_enrolled: 330,
  mental_health_survivors: 40,
  media_personnel_sensitised: 125,
  media_stories_published: 29,
  police_oriented_in_person: 197,
  police_oriented_online: 104,
  legal_aid_survivors: 35,
  house_pattas: 103,
  aadhaar_cards: 85,
  ration_cards: 50,
  bank_accounts: 60,
  pensions: 12,
} as const;
