import { screenedTexts } from '../../shared/definition/define.ts';
import { withoutTexts } from '../../shared/definition/seal.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { reachesMember, requireInArea } from '../../shared/reach/reach.ts';
import { validateNames } from '../../shared/screening/known-names.ts';
import { memberFields } from './definition.ts';
import { enrol } from './enrol.ts';
import { compare, journaledMember, validateCollective } from './enrol-and-change.ts';
import { openMember } from './member-texts.ts';
import { type Deps, type Handler, lineBase, logAndShow, schoolingToday } from './route-deps.ts';
import { encryptedFields, type Member, type MemberInput, member, type StoredMember } from './schema.ts';
import { toTold, withChildren } from './stored-member.ts';

/** A member as she was sent, without her texts: for a caller who enrolled her and may no longer see her present record. */
const asEnrolled = (sent: MemberInput, { code, createdAt, createdBy }: StoredMember): Member =>
  member.parse({
    ...withoutTexts(memberFields, sent),
    children: sent.children.map((child) => ({ ...child, schooling: [] })),
    offices: [],
    code,
    createdAt,
    createdBy,
    version: 1,
  });

/** A new member, with her texts as sent. */
const asOpened = (stored: StoredMember, sent: MemberInput): Member =>
  member.parse({
    ...toTold(withChildren(stored)),
    ...Object.fromEntries(encryptedFields.map((field) => [field, Reflect.get(sent, field)])),
  });

export const enrolRoute =
  (deps: Deps): Handler<'POST /api/members'> =>
  async (request) => {
    const { body, caller, reach, now, today } = request;
    // What is forbidden is thrown at once. The refusals of rules go to `enrol`, which throws them only if the request is not a repetition.
    const collectiveRefusal = await validateCollective(deps, request, body.collectiveId);
    requireInArea(caller, reach, body.district);
    const {
      outcome,
      member: stored,
      enrolled,
    } = await enrol(
      deps,
      body,
      stampOf(caller, now),
      {
        ...lineBase(request),
        type: 'member_enrolled',
        id: body.id,
        ...journaledMember(body),
        consents: body.consents,
        children: body.children.map((child) => ({
          ...child,
          schooling: schoolingToday(deps.newId, child, today),
        })),
      },
      collectiveRefusal ??
        validateDistrict(body.district, today) ??
        (await validateNames(deps, screenedTexts(memberFields, body), { caller, reach })),
    );
    if (outcome === 'created') {
      await compare(deps, stored, now);
      return withVersion(201, asOpened(stored, body));
    }
    // She may have been moved beyond the caller's reach, or joined to a record there: then the repetition succeeds, but returns only what was sent.
    return withVersion(
      200,
      reachesMember(caller, reach, stored)
        ? await logAndShow(deps.accessLog, request, await openMember(deps.vault, stored))
        : asEnrolled(body, enrolled),
    );
  };
