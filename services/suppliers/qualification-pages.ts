import { Hono, type Context as HonoContext } from 'hono';
import { authorise } from '../accounts/index.ts';
import { DomainError } from '../errors.ts';
import { storePaper } from '../papers/index.ts';
import type { AppEnv } from '../web/env.ts';
import { type Fields, formKeys, readForm, type SentForm } from '../web/form.ts';
import { type Refusal, refusalOf } from '../web/form-view.ts';
import { staffPage } from '../web/layout.ts';
import { addQualification } from './add-qualification.ts';
import { correctQualification } from './correct-qualification.ts';
import { messages } from './messages.ts';
import { qualificationForm, qualificationPointers, statedOf, valuesOf } from './qualification-page.ts';
import { viewSupplier } from './view-supplier.ts';

type C = HonoContext<AppEnv>;

interface Shown {
  readonly supplierId: string;
  /** The paper to correct; undefined for a new one. */
  readonly qualificationId?: string | undefined;
  readonly values: Fields;
  readonly refusal?: Refusal;
}

export const qualificationPages = new Hono<AppEnv>()
  .get('/suppliers/:id/papers/new', (c) => page(c, { supplierId: c.req.param('id'), values: {} }))
  .post('/suppliers/:id/papers/new', (c) =>
    submit(c, { supplierId: c.req.param('id') }, async ({ ctx }, fields) => {
      await addQualification(ctx, { supplierId: c.req.param('id'), ...statedOf(fields) });
    }),
  )
  .get('/suppliers/:id/papers/:paper/correct', async (c) => {
    const { id: supplierId, paper: qualificationId } = c.req.param();
    const { qualifications } = await viewSupplier(c.var.ctx, supplierId);
    const paper = qualifications.find(({ id }) => id === qualificationId);
    if (!paper) throw new DomainError('not-found', { data: { qualificationId } });
    return await page(c, { supplierId, qualificationId, values: valuesOf(paper) });
  })
  .post('/suppliers/:id/papers/:paper/correct', (c) => {
    const { id: supplierId, paper: qualificationId } = c.req.param();
    return submit(c, { supplierId, qualificationId }, async ({ ctx }, fields) => {
      const { reason = '' } = fields;
      await correctQualification(ctx, { qualificationId, reason, ...statedOf(fields) });
    });
  });

/** Keeps the photograph first, so that it is not lost when the rest of the form is refused. */
async function submit(
  c: C,
  about: Pick<Shown, 'supplierId' | 'qualificationId'>,
  carryOut: (form: SentForm, fields: Fields) => Promise<void>,
): Promise<Response> {
  const form = await readForm(c);
  let fields = form.fields;
  try {
    const [photo] = form.files.photo ?? [];
    if (photo) {
      // Outside the form's submission: that key belongs to the verb.
      const { sha256 } = await storePaper(c.var.ctx, new Uint8Array(await photo.arrayBuffer()));
      fields = { ...fields, paper: sha256 };
    }
    await carryOut(form, fields);
    return c.redirect(`/suppliers/${about.supplierId}#papers`, 303);
  } catch (error) {
    const refusal = refusalOf(c, error, qualificationPointers);
    return await page(c, { ...about, values: fields, refusal: aboutPhoto(refusal) });
  }
}

/** A file that cannot be kept is the photograph's fault. */
const aboutPhoto = (refusal: Refusal): Refusal =>
  ['unsupported-media-type', 'payload-too-large'].includes(refusal.code)
    ? { ...refusal, fields: new Set(['photo']) }
    : refusal;

async function page(c: C, { supplierId, qualificationId, values, refusal }: Shown): Promise<Response> {
  const { ctx, language } = c.var;
  authorise(ctx, 'supplier.qualify', { supplierId });
  const { name } = await viewSupplier(ctx, supplierId);
  const correction = qualificationId !== undefined;
  const action = `/suppliers/${supplierId}/papers/${correction ? `${qualificationId}/correct` : 'new'}`;
  const title = messages[correction ? 'correctPaper' : 'addPaper'][language];
  return await staffPage(c, {
    title: `${title} · ${name}`,
    back: { path: `/suppliers/${supplierId}`, label: name },
    body: qualificationForm(
      { language, values, refusal },
      { action, correction, reference: ctx.reference, keys: formKeys(c) },
    ),
    status: refusal?.status ?? 200,
  });
}
