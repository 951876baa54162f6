import type { FindingData } from '#schemas/finding.ts';
import { FindingFilter, type FindingPage, type StoredFinding } from '#schemas/stored-finding.ts';
import { addDays, civilDateOf, startOfDay } from '#schemas/time.ts';
import { authorise, may } from '../accounts/index.ts';
import { type AccountActor, type Context, districtOf, type Reader, read } from '../context.ts';
import { anyId } from '../db/any-of.ts';

const pageSize = 100;

/**
 * What the rules found and stored, newest first, a page at a time: of the own school and of suppliers, or of the whole
 * district. Findings about 832 purchases are for those who may read purchases.
 */
export async function listFindings(ctx: Context, input: FindingFilter): Promise<FindingPage> {
  const filter = FindingFilter.parse(input);
  const { schoolId } = filter;
  const actor = authorise(ctx, 'finding.read', schoolId ? { schoolId } : {});
  const purchases = may(ctx, 'purchase.read');
  return await read(ctx, async (db) => {
    const within = findingsWithin(db, { actor, filter, purchases });
    const counts = await within
      .select(({ fn }) => ['f.ruleId', fn.countAll<string>().as('count')])
      .groupBy('f.ruleId')
      .orderBy('f.ruleId')
      .execute();
    const found = await rowsOf(within, filter);
    const page = found.slice(0, pageSize);
    const last = page.at(-1);
    return {
      findings: await withLots(db, actor, await withClauses(ctx, db, page)),
      counts: counts.map(({ ruleId, count }) => ({ ruleId, count: Number(count) })),
      ...(found.length > pageSize && last ? { next: last.id } : {}),
    };
  });
}

interface Asked {
  readonly actor: AccountActor;
  readonly filter: FindingFilter;
  readonly purchases: boolean;
}

function findingsWithin(db: Reader, { actor, filter, purchases }: Asked) {
  const { schoolId, from, to } = filter;
  return db
    .selectFrom('findings as f')
    .$if(actor.schoolId !== null, (query) =>
      query.where(({ eb, or }) => or([eb('f.schoolId', '=', actor.schoolId), eb('f.schoolId', 'is', null)])),
    )
    .$if(schoolId !== undefined, (query) => query.where('f.schoolId', '=', schoolId as string))
    .$if(from !== undefined, (query) => query.where('f.raisedAt', '>=', startOfDay(from as string)))
    .$if(to !== undefined, (query) => query.where('f.raisedAt', '<', startOfDay(addDays(to as string, 1))))
    .$if(!purchases, (query) => query.where('f.ruleId', 'not like', 'P832-%'));
}

/** Whatever a finding can be about has one of these names. */
async function rowsOf(within: ReturnType<typeof findingsWithin>, { ruleId, after }: FindingFilter) {
  return await within
    .leftJoin('schools', (on) =>
      on.onRef('schools.districtId', '=', 'f.districtId').onRef('schools.id', '=', 'f.schoolId'),
    )
    .leftJoin('lots', (on) =>
      on.onRef('lots.districtId', '=', 'f.districtId').onRef('lots.id', '=', 'f.subjectId'),
    )
    .leftJoin('suppliers', (on) =>
      on.onRef('suppliers.districtId', '=', 'f.districtId').onRef('suppliers.id', '=', 'f.subjectId'),
    )
    .leftJoin('deliveries', (on) =>
      on.onRef('deliveries.districtId', '=', 'f.districtId').onRef('deliveries.id', '=', 'f.subjectId'),
    )
    .leftJoin('orderLines', (on) =>
      on.onRef('orderLines.districtId', '=', 'f.districtId').onRef('orderLines.id', '=', 'f.subjectId'),
    )
    .select(['f.id', 'f.ruleId', 'f.severity', 'f.subjectKind', 'f.subjectId', 'f.schoolId', 'f.raisedAt'])
    .select([
      'f.data',
      'f.judgedRecordId',
      'f.recordId',
      'f.packHash as rulesHash',
      'schools.name as schoolName',
    ])
    .select(({ fn }) =>
      fn
        .coalesce(
          'lots.name',
          'suppliers.name',
          'deliveries.noteNumber',
          'orderLines.orderNo',
          'schools.name',
        )
        .as('name'),
    )
    .$if(ruleId !== undefined, (query) => query.where('f.ruleId', '=', ruleId as string))
    .$if(after !== undefined, (query) => query.where('f.id', '<', after as string))
    .orderBy('f.id', 'desc')
    .limit(pageSize + 1)
    .execute();
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
type Clear = Omit<StoredFinding, 'lots'>;

/** The findings with the clause of the rule that held in the district on their day. */
async function withClauses({ rules, actor }: Context, db: Reader, rows: readonly Row[]): Promise<Clear[]> {
  const { jurisdiction } = await db
    .selectFrom('districts')
    .select('jurisdiction')
    .where('id', '=', districtOf(actor))
    .executeTakeFirstOrThrow();
  return rows.map((row) => {
    const rule = rules.inForce(row.ruleId, { jurisdiction, on: civilDateOf(row.raisedAt) });
    return { ...present(row), citation: rule?.citation ?? '', verified: rule?.verified ?? false };
  });
}

/** The findings with the lots among their evidence: one query more, however many findings. */
async function withLots(
  db: Reader,
  { schoolId }: AccountActor,
  findings: readonly Clear[],
): Promise<StoredFinding[]> {
  const ids = new Set(findings.flatMap(({ evidence }) => evidence.filter((id) => uuid.test(id))));
  const lots =
    ids.size === 0
      ? []
      : await db
          .selectFrom('lots')
          .select(['id', 'name'])
          .where('id', '=', anyId(ids))
          .$if(schoolId !== null, (query) => query.where('schoolId', '=', schoolId))
          .execute();
  const lotById = new Map(lots.map((lot) => [lot.id, lot]));
  return findings.map((finding) => ({
    ...finding,
    lots: finding.evidence.flatMap((id) => (id === finding.subject.id ? [] : (lotById.get(id) ?? []))),
  }));
}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

interface Data {
  readonly breach: StoredFinding['breach'];
  readonly evidence: string[];
}

function present({ data, schoolId, schoolName, subjectKind, subjectId, name, ...row }: Row) {
  const { breach, evidence, ...facts } = data as Data & FindingData;
  return {
    ...row,
    breach,
    evidence,
    data: facts as FindingData,
    subject: { kind: subjectKind, id: subjectId, name: name ?? '' },
    school: schoolId === null ? null : { id: schoolId, name: schoolName ?? '' },
  };
}
