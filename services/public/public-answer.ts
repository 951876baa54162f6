import type { Language } from '../web/language.ts';
import type { PublicLot } from './public-lot.ts';
import type { ShownField } from './shown-fields.ts';

const fieldsOf = (fields: readonly ShownField[], language: Language) =>
  fields.map(({ path, value, label }) => ({ field: path, label: label[language], value }));

/** What the page says, for programs. */
export function publicAnswer(lot: PublicLot, language: Language) {
  const { code, kind, held, fields, origins, samples, proof } = lot;
  const { state } = proof;
  return {
    ...{ code, kind, held },
    fields: fieldsOf(fields, language),
    origins: origins.map((origin) => ({ code: origin.code, fields: fieldsOf(origin.fields, language) })),
    ...(samples ? { samples } : {}),
    proof:
      proof.state === 'anchored'
        ? {
            state,
            anchoredAt: proof.anchoredAt,
            ledger: proof.ledger,
            witness: proof.witness,
            organisations: proof.organisations,
          }
        : { state },
  };
}
