import type { Context } from '../context.ts';
import { DomainError } from '../errors.ts';
import { storePaper } from '../papers/index.ts';
import type { Fields, SentForm } from '../web/form.ts';
import { messages } from './messages.ts';
import type { FieldFault } from './receive-form.ts';

const suffix = '.photo';

/**
 * Keeps the photos that came with a step of the form and puts their hashes in their place, so that later steps need
 * not send them again. The context is the request's own: a photo is not the submission that the form's key is for.
 */
export async function keepPhotos(
  ctx: Context,
  { fields, files }: SentForm,
): Promise<{ fields: Fields; faults: FieldFault[] }> {
  const kept: Record<string, string> = { ...fields };
  const faults: FieldFault[] = [];
  for (const [name, [file]] of Object.entries(files)) {
    if (!file || !name.endsWith(suffix)) continue;
    try {
      const { sha256 } = await storePaper(ctx, new Uint8Array(await file.arrayBuffer()));
      kept[name.slice(0, -suffix.length)] = sha256;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push({ field: name, text: messages.photoUnreadable });
    }
  }
  return { fields: kept, faults };
}
